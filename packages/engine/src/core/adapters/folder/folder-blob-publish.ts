import { chmod, copyFile, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { temporaryPrefix } from "../../domain/blob-uri.ts";
import { diskError } from "../machine/disk-error.ts";

/**
 * Moves a finished file to its place, where it appears whole or not at all. `move` is `rename`, unless a test says
 * otherwise. Fails with `disk_full`.
 */
export async function publishFile(
  file: string,
  target: string,
  move: (from: string, to: string) => Promise<void> = rename,
): Promise<void> {
  try {
    await chmod(file, 0o600);
    await move(file, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw diskError(error, target);
    await moveAcross(file, target);
  }
}

/** From another file system: copied under a temporary name, made durable, and only then renamed and taken away. */
async function moveAcross(file: string, target: string): Promise<void> {
  const copy = join(dirname(target), `${temporaryPrefix}${crypto.randomUUID()}`);
  try {
    await copyFile(file, copy);
    await chmod(copy, 0o600);
    await flush(copy);
    await rename(copy, target);
  } catch (error) {
    await rm(copy, { force: true });
    throw diskError(error, target);
  }
  await rm(file);
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
