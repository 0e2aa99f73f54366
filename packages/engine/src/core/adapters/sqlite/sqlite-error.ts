import { dirname } from "node:path";
import { PlatformError } from "../../domain/platform-error.ts";
import { diskFull } from "../machine/disk-error.ts";

/** Result codes of SQLite (sqlite.org/rescode.html). libsql leaves some without a name, so the numbers count. */
const busy = 5;
const locked = 6;
const readOnly = 8;
const corrupt = 11;
const full = 13;
const notDatabase = 26;
/**
 * The system refused a write, a flush, a truncation, or shared memory: SQLite says `full` only for ENOSPC, so this is how
 * a quota or a limit on file sizes looks.
 */
const writeFailures: ReadonlySet<number> = new Set([778, 1034, 1290, 1546, 4874]);

/** An error of SQLite in words that the user can act on; any other error comes back unchanged, as a bug. */
export function sqliteError(error: unknown, file: string): unknown {
  const code = resultCode(error);
  if (code === undefined) return error;
  if (writeFailures.has(code)) return diskFull(file, error);
  switch (code & 0xff) {
    case busy:
    case locked:
      return stateBusy(file, error);
    case readOnly:
      return stateReadOnly(dirname(file), error);
    case corrupt:
    case notDatabase:
      return stateCorrupt(file, "it is damaged", error);
    case full:
      return diskFull(file, error);
    default:
      return error;
  }
}

/** SQLite's extended result code, if the error has one. */
export function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { rawCode } = error as { rawCode?: unknown };
  return typeof rawCode === "number" ? rawCode : undefined;
}

function stateBusy(file: string, cause: unknown): PlatformError {
  return new PlatformError(
    "flow_busy",
    `${file} has been locked by another process for too long`,
    "wait for the other lakewright process, or end it, and run again",
    cause,
  );
}

/** Somebody else's state, or one on a file system that takes no writes. */
export function stateReadOnly(folder: string, cause?: unknown): PlatformError {
  return new PlatformError(
    "state_read_only",
    `${folder} can be read by this user and not written`,
    "`query` and `status` work with it; for what writes, ask its owner, or name a folder of your own with --state DIR",
    cause,
  );
}

/** The state cannot be read. Lakewright never overwrites or deletes it; the user moves it aside. */
export function stateCorrupt(file: string, why: string, cause?: unknown): PlatformError {
  return new PlatformError(
    "state_corrupt",
    `${file} cannot be used as the state of this platform: ${why}`,
    `move it aside: mv "${file}" "${file}.damaged" (with ${file}-wal and -shm, if they are there); the objects in s3/ stay; then \`lakewright repair\` writes it again from them, or \`lakewright run --full\` loads everything`,
    cause,
  );
}
