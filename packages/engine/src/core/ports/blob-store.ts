export interface BlobInfo {
  /** `s3://bucket/key` */
  readonly uri: string;
  readonly bytes: number;
}

/** Reads objects by `s3://bucket/key`. */
export interface BlobReader {
  /** Bytes `start` (inclusive) to `end` (exclusive). Fails if the object is missing. */
  read(uri: string, start: number, end: number): Promise<Uint8Array>;
  /** Objects whose URI starts with `prefix`, by URI. `prefix` starts with the name of an existing bucket. */
  list(prefix: string): Promise<readonly BlobInfo[]>;
}

/** Reads and writes objects. A bucket exists from its first object on; listing one that does not exist gives nothing. */
export interface BlobStore extends BlobReader {
  /** Takes over finished files of this machine, which disappear from where they were. Fails with `disk_full`. */
  publish(files: readonly { readonly file: string; readonly uri: string }[]): Promise<void>;
  /** Removes every object under a folder (`prefix` ends in `/`); nothing there is fine. */
  remove(prefix: string): Promise<void>;
  /** Removes one object; a missing one is fine. */
  removeObject(uri: string): Promise<void>;
  /** Its size in bytes; undefined if it is missing. */
  size(uri: string): Promise<number | undefined>;
  /** Where an engine on this machine can open the object. Paths sort and end as their URIs do. */
  localPath(uri: string): Promise<string>;
}
