import { existsSync } from "node:fs";
import { open, readdir, rename, rm, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import {
  objectMissing,
  parseBlobFolder,
  parseBlobUri,
  temporaryPrefix,
} from "../../domain/blob-uri.ts";
import type { BlobStore } from "../../ports/blob-store.ts";
import { assertInside, isInside, makeFolderInside } from "./folder-blob-bounds.ts";
import { listObjects } from "./folder-blob-list.ts";
import { publishFile } from "./folder-blob-publish.ts";

/**
 * Keeps the object `s3://bucket/key` as the file `<root>/s3/bucket/key`, readable by its owner alone. A name that
 * leaves the root, by its parts or over a symbolic link, fails with `unknown_name`. Objects survive the death of the
 * process; only a power cut can lose what the system had not yet written.
 */
export function folderBlobStore(root: string): BlobStore {
  const lake = join(root, "s3");
  const pathOf = (uri: string) => {
    const { bucket, segments } = parseBlobUri(uri);
    return join(lake, bucket, ...segments);
  };
  const known = new Set<string>();
  return {
    publish: async (files) => {
      for (const { file, uri } of files) {
        const target = pathOf(uri);
        await makeFolderInside(lake, join(target, ".."), uri);
        await publishFile(file, target);
      }
    },
    read: async (uri, start, end) => {
      assertInside(lake, pathOf(uri), uri);
      const bytes = await bytesOfFile(pathOf(uri), start, end);
      if (!bytes) throw objectMissing(uri);
      return bytes;
    },
    list: async (prefix) => listObjects(lake, prefix),
    remove: async (prefix) => removeFolder(lake, prefix),
    removeObject: async (uri) => removeFile(lake, pathOf(uri), uri),
    size: async (uri) => sizeOf(pathOf(uri)),
    localPath: async (uri) => {
      const path = pathOf(uri);
      const folder = join(path, "..");
      // An object that is missing has a path, too: whoever opens it finds out.
      if (!known.has(folder)) isInside(lake, folder, uri);
      known.add(folder);
      return path;
    },
  };
}

/** Undefined if the file is cut off while it is read. */
async function bytesOfFile(
  path: string,
  start: number,
  end: number,
): Promise<Uint8Array | undefined> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
      if (bytesRead === 0) return undefined;
      filled += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** Renamed before it is emptied, so that nobody sees a part of it. */
async function removeFolder(lake: string, prefix: string): Promise<void> {
  if (!prefix.endsWith("/")) throw new Error(`"${prefix}" is no folder: it must end in a slash`);
  const { bucket, segments } = parseBlobFolder(prefix);
  const folder = join(lake, bucket, ...segments);
  await removeDoomed(lake);
  if (!isInside(lake, folder, prefix)) return;
  const doomed = join(lake, `${temporaryPrefix}${crypto.randomUUID()}`);
  await rename(folder, doomed);
  await rm(doomed, { recursive: true, force: true });
}

/** Removes folders that a killed process had renamed and not yet emptied. */
async function removeDoomed(lake: string): Promise<void> {
  if (!existsSync(lake)) return;
  for (const name of await readdir(lake))
    if (name.startsWith(temporaryPrefix))
      await rm(join(lake, name), { recursive: true, force: true });
}

async function removeFile(lake: string, path: string, uri: string): Promise<void> {
  if (isInside(lake, path, uri)) await unlink(path);
}
