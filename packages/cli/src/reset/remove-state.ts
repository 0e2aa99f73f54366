import { readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { CallError } from "../call/call-error.ts";

/** Everything that lakewright and its demo put into a state folder; the catalog goes first, so that nothing names what is gone. */
const own = /^(catalog\.db.*|hash\.key.*|s3|spool|warehouse|elt|artifacts|logs|demo.*)$/;

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

/** Deletes what lakewright put there, and the folder if nothing else is in it. */
export async function removeState(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => own.test(name)).toSorted();
  for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
}
