import { copyFile, open, rm, stat } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { PlatformError } from "../../domain/platform-error.ts";

const tries = 50;
const retryMs = 100;

/**
 * Copies a SQLite file with its log, as both are at one moment, while other processes may write. Fails with `flow_busy` if they
 * never leave it alone for as long as copying takes.
 */
export async function copyDatabase(file: string, copy: string): Promise<void> {
  for (let attempt = 1; attempt <= tries; attempt++) {
    const before = await markOf(file);
    // In this order: what is moved from the log into the file meanwhile is still in the log.
    await copyFile(file, copy);
    await rm(logOf(copy), { force: true });
    await copyFile(logOf(file), logOf(copy)).catch(ifAbsent(undefined));
    if ((await markOf(file)) === before) return;
    await wait(retryMs);
  }
  throw new PlatformError(
    "flow_busy",
    `${file} was written to each time that it was copied`,
    "wait for the other lakewright process, and run again",
  );
}

const logOf = (file: string) => `${file}-wal`;

/** Bytes 16 to 23 of a log, its salts, are new each time that it begins anew (sqlite.org/fileformat2.html §4.1). */
const salts = { start: 16, bytes: 8 };

/** Changes whenever a copy of the file and then of its log would not fit together. */
async function markOf(file: string): Promise<string> {
  const log = await open(logOf(file), "r").catch(ifAbsent(undefined));
  try {
    const read = await log?.read(Buffer.alloc(salts.bytes), 0, salts.bytes, salts.start);
    if (read?.bytesRead === salts.bytes) return read.buffer.toString("hex");
  } finally {
    await log?.close();
  }
  const { size, mtimeMs } = await stat(file);
  return `${size}@${mtimeMs}`;
}

function ifAbsent<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === "ENOENT") return value;
    throw error;
  };
}
