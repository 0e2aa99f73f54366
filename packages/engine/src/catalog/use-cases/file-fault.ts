import { PlatformError } from "../../core/index.ts";
import { type StoredContents, storedContents } from "../domain/stored-contents.ts";
import type { BlobAccess } from "../ports/catalog-ports.ts";

/** A file of the lake and what is known of it. */
export interface KnownFile {
  readonly uri: string;
  readonly bytes?: number | undefined;
  readonly rows?: number | undefined;
  /** Names of its columns; those of a file that nobody described are not compared. */
  readonly columns?: readonly string[] | undefined;
}

/** What of a file is looked at: its size alone, also its last bytes, or all that its footer says. */
export type FileLook = "size" | "end" | "footer";

/** What is wrong with a file, as the end of a sentence about it; undefined if it is as it was loaded, as far as one looked. */
export async function fileFault(
  blobs: BlobAccess,
  file: KnownFile,
  look: FileLook,
): Promise<string | undefined> {
  const bytes = await blobs.size(file.uri);
  if (bytes === undefined) return "is missing";
  if (bytes === 0) return "is empty";
  if (file.bytes !== undefined && file.bytes !== bytes)
    return `has ${bytes} bytes instead of ${file.bytes}`;
  if (look === "size") return undefined;
  const end = await blobs.read(file.uri, Math.max(0, bytes - 4), bytes);
  if (Buffer.from(end).toString("latin1") !== "PAR1") return "does not end as a Parquet file does";
  if (look === "end") return undefined;
  const stored = await contentsOf(blobs, { uri: file.uri, bytes });
  return "fault" in stored ? stored.fault : contentsFault(file, stored);
}

/** What the footer says; or why it cannot be read. */
export async function contentsOf(
  { read }: BlobAccess,
  { uri, bytes }: { readonly uri: string; readonly bytes: number },
): Promise<StoredContents | { readonly fault: string }> {
  try {
    return await storedContents({ uri, bytes, read: (start, end) => read(uri, start, end) });
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== "state_corrupt") throw error;
    return { fault: "has a footer that cannot be read" };
  }
}

function contentsFault({ rows, columns }: KnownFile, stored: StoredContents): string | undefined {
  const held = new Set(stored.columns.map((name) => name.toLowerCase()));
  const lacked = columns?.find((name) => !held.has(name.toLowerCase()));
  if (lacked !== undefined) return `is another file: it has no column "${lacked}"`;
  if (columns && columns.length < held.size) return "is another file: it has more columns";
  if (rows !== undefined && rows !== stored.rows)
    return `is another file: it holds ${stored.rows} rows instead of ${rows}`;
  return undefined;
}
