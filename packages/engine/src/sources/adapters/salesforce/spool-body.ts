import { createWriteStream } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { Transform, type TransformCallback } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createGunzip } from "node:zlib";
import { PlatformError } from "../../../core/index.ts";
import { checkLength } from "./http-transport.ts";

/** The fingerprint of a page on disk: its length and a checksum of its first rows. */
export interface SpooledBody {
  readonly bytes: number;
  readonly crc: number;
}

/** Rows carry their Ids, so that the first ones identify a page; a checksum of everything would cost time on every byte. */
const fingerprintBytes = 256 * 1024;

/**
 * Looks at a page's first bytes and returns them, changed or not, or asks for more (which it may not once the page
 * `isWhole`). An error that it throws fails the page.
 */
export type CheckStart = (start: Buffer, isWhole: boolean) => Buffer | "more";

const megabyte = 1024 * 1024;
/** Rows hold personal data: only this user may read them. */
const mode = 0o600;

interface SpoolJob {
  readonly file: string;
  readonly checkStart: CheckStart;
  readonly signal: AbortSignal;
}

/** Streams a body to a file as it comes, replacing what an earlier attempt left. Fails with `disk_full`. */
export async function spoolBody(
  response: IncomingMessage,
  { file, checkStart, signal }: SpoolJob,
): Promise<SpooledBody> {
  let received = 0;
  response.on("data", (chunk: Buffer) => {
    received += chunk.length;
  });
  const packed = response.headers["content-encoding"] === "gzip";
  const unpack = packed ? [createGunzip({ chunkSize: megabyte / 4 })] : [];
  const { stream, seen } = inspector(checkStart);
  const sink = createWriteStream(file, { mode, highWaterMark: 4 * megabyte });
  try {
    await pipeline([response, ...unpack, stream, sink], { signal });
  } catch (error) {
    throw diskFailure(error, file);
  }
  checkLength(response, received);
  return seen();
}

/** Writes a page that is in memory. Fails with `disk_full`. */
export async function spoolBytes(bytes: Buffer, file: string): Promise<SpooledBody> {
  try {
    await writeFile(file, bytes, { mode });
  } catch (error) {
    throw diskFailure(error, file);
  }
  return { bytes: bytes.length, crc: crc32(bytes.subarray(0, fingerprintBytes)) };
}

/** Removes a file that nobody will read; a missing one is fine. */
export async function discard(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** Counts and fingerprints what passes, and passes its start to `checkStart` until that has enough. */
function inspector(checkStart: CheckStart) {
  let bytes = 0;
  let crc = 0;
  let start: Buffer | undefined = Buffer.alloc(0);
  const counted = (chunk: Buffer) => {
    if (bytes < fingerprintBytes) crc = crc32(chunk.subarray(0, fingerprintBytes - bytes), crc);
    bytes += chunk.length;
    return chunk;
  };
  const pass = (chunk: Buffer, isWhole: boolean): Buffer | undefined => {
    if (start === undefined) return counted(chunk);
    start = Buffer.concat([start, chunk]);
    const checked = checkStart(start, isWhole);
    if (checked === "more") return undefined;
    start = undefined;
    return counted(checked);
  };
  const stream = new Transform({
    readableHighWaterMark: megabyte,
    writableHighWaterMark: megabyte,
    transform: (chunk: Buffer, _encoding, done) => settle(done, () => pass(chunk, false)),
    flush: (done) => settle(done, () => (start ? pass(Buffer.alloc(0), true) : undefined)),
  });
  return { stream, seen: (): SpooledBody => ({ bytes, crc }) };
}

function settle(done: TransformCallback, work: () => Buffer | undefined): void {
  let result: Buffer | undefined;
  try {
    result = work();
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  done(null, result);
}

const diskCodes =
  /^(ENOSPC|EDQUOT|EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EISDIR|EIO|EMFILE|ENFILE|EFBIG)$/;

function diskFailure(error: unknown, file: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!diskCodes.test(code)) return error;
  return new PlatformError(
    "disk_full",
    `cannot write ${file} (${code})`,
    "free some space there, or choose another folder with --state",
    error,
  );
}
