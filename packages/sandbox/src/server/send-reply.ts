import { createReadStream } from "node:fs";
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip, gzipSync } from "node:zlib";
import type { FileSlice, Reply } from "./reply.ts";

const CHUNK_BYTES = 1024 * 1024;
/** Below this, compressing costs more than it saves. */
const GZIP_FROM_BYTES = 1024;

/** How a reply is sent. */
export interface SendOptions {
  readonly gzip: boolean;
  /** HEAD: headers only. */
  readonly headersOnly: boolean;
  /** A fault: promise the whole body, send some bytes (half by default), end the connection. */
  readonly cut?:
    | { readonly how: "reset" | "end"; readonly afterBytes?: number | undefined }
    | undefined;
}

/** Sends `reply`; resolves when the last byte is handed over or the client is gone. */
export async function sendReply(
  response: ServerResponse,
  reply: Reply,
  options: SendOptions,
): Promise<void> {
  if (options.cut) return sendCut(response, reply, options.cut);
  const { body, ...head } = reply;
  if (typeof body === "string") return sendText(response, { ...head, body }, options);
  await sendFile(response, { ...head, body }, options);
}

function sendText(
  response: ServerResponse,
  reply: Reply & { readonly body: string },
  options: SendOptions,
): void {
  const plain = Buffer.from(reply.body);
  const zipped = options.gzip && plain.length >= GZIP_FROM_BYTES;
  const bytes = zipped ? gzipSync(plain, { level: 1 }) : plain;
  const encoding = zipped ? { "Content-Encoding": "gzip" } : {};
  const length =
    reply.status === 304 || reply.status === 204 ? {} : { "Content-Length": bytes.length };
  response.writeHead(reply.status, { ...reply.headers, ...encoding, ...length });
  response.end(options.headersOnly ? undefined : bytes);
}

async function sendFile(
  response: ServerResponse,
  { body: slice, ...reply }: Reply & { readonly body: FileSlice },
  { gzip, headersOnly }: SendOptions,
): Promise<void> {
  const framing = gzip ? { "Content-Encoding": "gzip" } : { "Content-Length": sizeOf(slice) };
  response.writeHead(reply.status, { ...reply.headers, ...framing });
  if (headersOnly) return void response.end();
  if (gzip) {
    await pipeline(Readable.from(bytesOf(slice)), createGzip({ level: 1 }), response);
    return;
  }
  response.write(slice.head);
  if (slice.end === slice.start) return void response.end();
  await pipeline(streamOf(slice), response);
}

function sizeOf({ head, start, end }: FileSlice): number {
  return head.length + end - start;
}

function streamOf({ path, start, end }: FileSlice) {
  return createReadStream(path, { start, end: end - 1, highWaterMark: CHUNK_BYTES });
}

async function* bytesOf(slice: FileSlice): AsyncGenerator<Buffer> {
  yield slice.head;
  if (slice.end > slice.start) yield* streamOf(slice) as AsyncIterable<Buffer>;
}

async function sendCut(
  response: ServerResponse,
  { status, headers, body }: Reply,
  { how, afterBytes }: NonNullable<SendOptions["cut"]>,
): Promise<void> {
  const { socket } = response;
  if (how === "reset" && afterBytes === 0) return void socket?.destroy();
  const whole = typeof body === "string" ? Buffer.byteLength(body) : sizeOf(body);
  const bytes = Math.min(afterBytes ?? Math.floor(whole / 2), Math.max(whole - 1, 0));
  const start = await firstBytes(body, bytes);
  response.writeHead(status, { ...headers, "Content-Length": Math.max(whole, 1) });
  response.flushHeaders();
  await new Promise<void>((resolve) => response.write(start, () => resolve()));
  if (how === "reset") socket?.destroy();
  else socket?.end();
}

async function firstBytes(body: Reply["body"], bytes: number): Promise<Buffer> {
  if (typeof body === "string") return Buffer.from(body).subarray(0, bytes);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytesOf(body)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(chunks).subarray(0, bytes);
}
