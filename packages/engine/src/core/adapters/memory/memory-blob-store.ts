import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { objectMissing, parseBlobFolder, parseBlobUri } from "../../domain/blob-uri.ts";
import type { BlobStore } from "../../ports/blob-store.ts";

/** Objects in memory. `temporaryFolder` is made when an engine asks to open an object. */
export function memoryBlobStore(temporaryFolder: string): BlobStore {
  const objects = new Map<string, Buffer>();
  const bytesOf = (uri: string) => {
    parseBlobUri(uri);
    const bytes = objects.get(uri);
    if (!bytes) throw objectMissing(uri);
    return bytes;
  };
  const urisUnder = (prefix: string) => [...objects.keys()].filter((uri) => uri.startsWith(prefix));
  return {
    publish: async (files) => {
      for (const { file, uri } of files) {
        parseBlobUri(uri);
        objects.set(uri, await readFile(file));
        await rm(file);
      }
    },
    read: async (uri, start, end) => new Uint8Array(bytesOf(uri).subarray(start, end)),
    list: async (prefix) =>
      urisUnder(prefix)
        .sort()
        .map((uri) => ({ uri, bytes: bytesOf(uri).length })),
    remove: async (prefix) => {
      if (!prefix.endsWith("/"))
        throw new Error(`"${prefix}" is no folder: it must end in a slash`);
      parseBlobFolder(prefix);
      for (const uri of urisUnder(prefix)) objects.delete(uri);
    },
    removeObject: async (uri) => {
      parseBlobUri(uri);
      objects.delete(uri);
    },
    size: async (uri) => {
      parseBlobUri(uri);
      return objects.get(uri)?.length;
    },
    localPath: async (uri) => {
      parseBlobUri(uri);
      const path = join(temporaryFolder, uri.slice("s3://".length));
      await mkdir(dirname(path), { recursive: true });
      // An object that is missing has a path, too: whoever opens it finds out.
      if (objects.has(uri)) await writeFile(path, bytesOf(uri), { mode: 0o600 });
      else await rm(path, { force: true, recursive: true });
      return path;
    },
  };
}
