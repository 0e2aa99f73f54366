import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { temporaryPrefix } from "../../domain/blob-uri.ts";
import type { BlobInfo } from "../../ports/blob-store.ts";

/**
 * Every object whose URI starts with `prefix`, by URI; the prefix may end within a name. Links and objects in the
 * making are no objects. Only folders that can hold a match are read.
 */
export async function listObjects(lake: string, prefix: string): Promise<readonly BlobInfo[]> {
  const uris = await urisUnder(lake, "s3://", prefix);
  const infos = await Promise.all(
    uris.map(async ({ uri, path }) => ({ uri, bytes: (await stat(path)).size })),
  );
  return infos.sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

interface Found {
  readonly uri: string;
  readonly path: string;
}

async function urisUnder(folder: string, uri: string, prefix: string): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const entry of await entriesOf(folder)) {
    const child = { uri: uri + entry.name, path: join(folder, entry.name) };
    if (entry.isDirectory() && canHold(`${child.uri}/`, prefix))
      found.push(...(await urisUnder(child.path, `${child.uri}/`, prefix)));
    if (entry.isFile() && child.uri.startsWith(prefix)) found.push(child);
  }
  return found;
}

function canHold(folderUri: string, prefix: string): boolean {
  return folderUri.startsWith(prefix) || prefix.startsWith(folderUri);
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith(temporaryPrefix));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
