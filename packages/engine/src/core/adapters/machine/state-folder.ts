import { randomBytes, randomUUID } from "node:crypto";
import {
  access,
  constants,
  link,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PlatformError } from "../../domain/platform-error.ts";
import { diskError } from "./disk-error.ts";

/** Where a platform keeps what it knows on one machine. */
export interface StateFolder {
  readonly folder: string;
  /** Pages and files in flight. */
  readonly spool: string;
  readonly logs: string;
  /** It holds a state that this user may read and not write. */
  readonly isReadOnly: boolean;
}

/**
 * Makes the state folder with `spool/` and `logs/`, readable by the owner alone; a folder that was there keeps its
 * mode. Where there is a state that can only be read, the spool is a temporary folder, which the caller removes. Fails with `state_corrupt` if it
 * cannot be one, with `disk_full` if there is no room.
 */
export async function prepareStateFolder(folder: string): Promise<StateFolder> {
  const logs = join(folder, "logs");
  if (await isReadOnlyState(folder)) {
    const spool = await mkdtemp(join(tmpdir(), "lakewright-read-"));
    return { folder, spool, logs, isReadOnly: true };
  }
  const made = { folder, spool: join(folder, "spool"), logs, isReadOnly: false };
  for (const path of [folder, made.spool, made.logs]) await makeFolder(path);
  return made;
}

/** Whether a folder holds a state that this user may read and not write. */
export async function isReadOnlyState(folder: string): Promise<boolean> {
  const file = join(folder, "catalog.db");
  const may = (path: string, mode: number) =>
    access(path, mode).then(
      () => true,
      () => false,
    );
  if (!(await may(file, constants.R_OK))) return false;
  return !((await may(folder, constants.W_OK)) && (await may(file, constants.W_OK)));
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw await reasonFor(path, error);
  }
  await access(path, constants.R_OK | constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw unusable(path, "this user may not write there", error);
  });
}

async function reasonFor(path: string, error: unknown): Promise<unknown> {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code === "EEXIST" && !(await stat(path)).isDirectory())
    return unusable(path, "it is a file", error);
  if (["EEXIST", "ENOTDIR", "EACCES", "EPERM", "EROFS"].includes(code))
    return unusable(path, `the folder cannot be made (${code})`, error);
  return diskError(error, path);
}

function unusable(path: string, why: string, cause: unknown): PlatformError {
  return new PlatformError(
    "state_corrupt",
    `${path} cannot hold the state of this platform: ${why}`,
    "choose another folder with --state DIR",
    cause,
  );
}

const keyBytes = 32;

/**
 * The random key of this platform's hashed values, from `<folder>/hash.key`; made once, by whichever process
 * comes first. Fails with `key_missing` if the file is damaged: another key would give every person another hash.
 */
export async function hashKey(folder: string): Promise<Uint8Array> {
  const file = join(folder, "hash.key");
  const key = (await readIfThere(file)) ?? (await makeKey(file));
  if (key.length === keyBytes) return new Uint8Array(key);
  throw new PlatformError(
    "key_missing",
    `${file} has ${key.length} bytes instead of ${keyBytes}`,
    "restore it from a backup; or remove it and load again with `lakewright run --full`: hashes change",
  );
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** A link never replaces a file and appears with its bytes: the first of two processes wins. */
async function makeKey(file: string): Promise<Buffer> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, randomBytes(keyBytes), {
      mode: 0o600,
      flag: "wx",
      flush: true,
    });
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    return await readFile(file);
  } catch (error) {
    throw diskError(error, file);
  } finally {
    await rm(draft, { force: true });
  }
}
