import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { parseBlobFolder, parseBlobUri } from "../../domain/blob-uri.ts";
import { PlatformError } from "../../domain/platform-error.ts";
import type { BlobInfo, BlobReader } from "../../ports/blob-store.ts";
import { isNamed } from "./aws-error.ts";

/** Objects of S3 as the registrar sees them: it lists and reads, and has no right to anything else. */
export function s3BlobStore(s3: S3Client): BlobReader {
  return {
    list: (prefix) => list(s3, prefix),
    read: (uri, start, end) => read(s3, uri, { start, end }),
  };
}

async function list(s3: S3Client, prefix: string): Promise<readonly BlobInfo[]> {
  const { bucket } = parseBlobFolder(prefix);
  const found: BlobInfo[] = [];
  const Prefix = prefix.slice(`s3://${bucket}/`.length);
  // The console marks an empty folder by an object of its name.
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: s3 },
    { Bucket: bucket, Prefix },
  ))
    for (const { Key = "", Size = 0 } of Contents)
      if (!Key.endsWith("/")) found.push({ uri: `s3://${bucket}/${Key}`, bytes: Size });
  return found.sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

/** Bytes `start` (inclusive) to `end` (exclusive). */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

async function read(s3: S3Client, uri: string, { start, end }: ByteRange): Promise<Uint8Array> {
  const { bucket, segments } = parseBlobUri(uri);
  // S3 knows no empty range: one byte is asked for all the same, so that a missing object fails.
  const last = Math.max(start, end - 1);
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: segments.join("/"),
    Range: `bytes=${start}-${last}`,
  });
  try {
    const { Body } = await s3.send(command);
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return bytes.subarray(0, Math.max(0, end - start));
  } catch (error) {
    if (isNamed(error, "InvalidRange")) return new Uint8Array();
    if (isNamed(error, "NoSuchKey")) throw gone(uri, error);
    throw error;
  }
}

function gone(uri: string, cause: unknown): PlatformError {
  return new PlatformError(
    "state_corrupt",
    `the object ${uri} is missing`,
    "somebody, or a lifecycle rule, has deleted it: run the flow again",
    cause,
  );
}
