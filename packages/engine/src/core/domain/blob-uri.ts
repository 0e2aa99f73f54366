import { PlatformError } from "./platform-error.ts";

/** `s3://bucket/key` in parts. */
export interface BlobUri {
  readonly bucket: string;
  /** Parts of the key between the slashes; none is empty. */
  readonly segments: readonly string[];
}

/** Objects in the making have names that begin so; they are never listed. */
export const temporaryPrefix = ".tmp-";

/** Takes the URI of an object apart. Fails with `unknown_name` if it could name anything but an object of the lake. */
export function parseBlobUri(uri: string): BlobUri {
  const { bucket, segments } = parseBlobFolder(uri);
  if (segments.length === 0) throw refused(uri, "it has no key");
  return { bucket, segments };
}

/** Like parseBlobUri, and the bucket alone will do; a slash at the end is allowed. */
export function parseBlobFolder(uri: string): BlobUri {
  if (!uri.startsWith("s3://")) throw refused(uri, "it does not begin with s3://");
  const [bucket = "", ...segments] = uri.slice("s3://".length).split("/");
  if (segments.at(-1) === "") segments.pop();
  for (const part of [bucket, ...segments]) {
    if (part === "" || part === "." || part === "..") throw refused(uri, `a part is "${part}"`);
    if (/[\\\0]/.test(part)) throw refused(uri, "it has a backslash or a NUL");
    if (part.startsWith(temporaryPrefix))
      throw refused(uri, `a part begins with ${temporaryPrefix}`);
  }
  return { bucket, segments };
}

function refused(uri: string, why: string): PlatformError {
  return new PlatformError(
    "unknown_name",
    `${JSON.stringify(uri)} is not the name of an object: ${why}`,
    "write s3://bucket/folder/object, each part a plain name",
  );
}

/** The object was recorded but its bytes are gone. */
export function objectMissing(uri: string, cause?: unknown): PlatformError {
  return new PlatformError(
    "state_corrupt",
    `the object ${uri} is missing`,
    "restore the s3/ folder of the state, or load again: `lakewright run --full`",
    cause,
  );
}
