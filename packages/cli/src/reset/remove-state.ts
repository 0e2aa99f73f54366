import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { CallError } from "../call/call-error.ts";

/** What a reset has taken out of a state folder and has yet to delete. */
const removed = /^reset-[0-9a-f-]{36}$/;

/** Everything that lakewright and its demo put into a state folder. */
const own =
  /^(catalog\.db.*|hash\.key.*|s3|spool|warehouse|elt|artifacts|logs|demo.*|reset-[0-9a-f-]{36})$/;

/** The catalog goes first, so that nothing names what is gone. */
const catalogFirst = (a: string, b: string) =>
  Number(b.startsWith("catalog.db")) - Number(a.startsWith("catalog.db")) || a.localeCompare(b);

/** Fails with a CallError unless the folder is one that lakewright made: `--state` may name any. */
export async function assertStateFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new CallError(
      `${folder} cannot be read: ${error.code}`,
      "--state names the state folder",
    );
  });
  if (names.length === 0 || names.some((name) => /^(catalog\.db|hash\.key)$/.test(name))) return;
  if (names.every((name) => own.test(name))) return;
  throw new CallError(`${folder} is not a lakewright state folder`, "check --state");
}

/**
 * Deletes what lakewright put there, and the folder if nothing else is in it. All of it is taken aside before any of it is deleted: one
 * that is killed meanwhile leaves nothing that a later load would find.
 */
export async function removeState(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => own.test(name) && !removed.test(name));
  const aside = join(folder, `reset-${randomUUID()}`);
  await mkdir(aside).catch((error: NodeJS.ErrnoException) => {
    throw new CallError(
      `${folder} cannot be written: ${error.code}`,
      "reset it as its owner, where it can be written",
    );
  });
  for (const name of names.toSorted(catalogFirst))
    await rename(join(folder, name), join(aside, name)).catch(() =>
      // Another file system is mounted there.
      rm(join(folder, name), { recursive: true, force: true }),
    );
  await finishResets(folder);
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
}

/** Deletes what resets have taken aside, those that were killed too. */
export async function finishResets(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => removed.test(each)))
    await rm(join(folder, name), { recursive: true, force: true }).catch(ifReadOnly);
}

/** Who may only read goes on without. */
function ifReadOnly(error: NodeJS.ErrnoException): void {
  if (!["EACCES", "EPERM", "EROFS"].includes(error.code ?? "")) throw error;
}
