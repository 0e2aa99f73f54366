import { mkdir, realpath } from "node:fs/promises";
import { dirname, sep } from "node:path";
import { PlatformError } from "../../domain/platform-error.ts";
import { objectMissing } from "../blob-uri.ts";
import { diskError } from "./disk-error.ts";

/** Fails with `unknown_name` if a symbolic link leads `path` out of the lake, with `state_corrupt` if it is missing. */
export async function assertInside(lake: string, path: string, uri: string): Promise<void> {
  const real = await existing(path);
  if (real === undefined) throw objectMissing(uri);
  await assertBelow(lake, real, uri);
}

/** Makes the folder with its parents, for the owner alone. Nothing is made outside of the lake. */
export async function makeFolderInside(lake: string, folder: string, uri: string): Promise<void> {
  try {
    await mkdir(lake, { recursive: true, mode: 0o700 });
    await assertBelow(lake, await nearestExisting(folder), uri);
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw diskError(error, folder);
  }
}

async function assertBelow(lake: string, real: string, uri: string): Promise<void> {
  const root = await realpath(lake);
  if (real === root || real.startsWith(root + sep)) return;
  throw new PlatformError(
    "unknown_name",
    `${uri} leads out of ${lake} over a symbolic link`,
    "remove the link: objects lie in the state folder itself",
  );
}

async function nearestExisting(path: string): Promise<string> {
  return (await existing(path)) ?? (await nearestExisting(dirname(path)));
}

async function existing(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}
