import { realpathSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, sep } from "node:path";
import { objectMissing } from "../../domain/blob-uri.ts";
import { PlatformError } from "../../domain/platform-error.ts";
import { diskError } from "../machine/disk-error.ts";

/** Fails with `unknown_name` if a symbolic link leads `path` out of the lake, with `state_corrupt` if it is missing. */
export function assertInside(lake: string, path: string, uri: string): void {
  if (!isInside(lake, path, uri)) throw objectMissing(uri);
}

/** False if nothing is there; fails as assertInside does. */
export function isInside(lake: string, path: string, uri: string): boolean {
  const real = existing(path);
  if (real !== undefined) assertBelow(lake, real, uri);
  return real !== undefined;
}

/** Makes the folder with its parents, for the owner alone. Nothing is made outside of the lake. */
export async function makeFolderInside(lake: string, folder: string, uri: string): Promise<void> {
  try {
    await mkdir(lake, { recursive: true, mode: 0o700 });
    assertBelow(lake, nearestExisting(folder), uri);
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw diskError(error, folder);
  }
}

function assertBelow(lake: string, real: string, uri: string): void {
  const root = realpathSync.native(lake);
  if (real === root || real.startsWith(root + sep)) return;
  throw new PlatformError(
    "unknown_name",
    `${uri} leads out of ${lake} over a symbolic link`,
    "remove the link: objects lie in the state folder itself",
  );
}

function nearestExisting(path: string): string {
  return existing(path) ?? nearestExisting(dirname(path));
}

/** In line, not in the thread pool: it takes microseconds, and a query asks for thousands of paths. */
function existing(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}
