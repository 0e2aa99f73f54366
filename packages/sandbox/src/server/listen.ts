import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { Socket } from "node:net";
import type { Context } from "../context.ts";
import { answer } from "./answer.ts";
import type { LoopbackCertificate } from "./certificate.ts";
import { sendReply } from "./send-reply.ts";

/** Twice what a request may have, so that the server itself can say what is wrong. */
const MAX_HEADER_SIZE = 32_768;

/** As long as clients keep a connection: one that the server closes may break the request that a busy client is just sending. */
const KEEP_ALIVE_MS = 600_000;

const HEADERS_TOO_LARGE =
  "HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
const BAD_REQUEST = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/** Where a server listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A server that listens. */
export interface Listener {
  readonly port: number;
  /** Breaks every connection; resolves when no request is being worked on. */
  close(): Promise<void>;
}

/** Starts the server; resolves when it listens, rejects when the port is taken. */
export async function listen(
  context: Context,
  address: Address,
  certificate: LoopbackCertificate | undefined,
): Promise<Listener> {
  const inFlight = new Set<Promise<void>>();
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    const done = handle(context, request, response)
      .catch(() => void response.destroy())
      .finally(() => inFlight.delete(done));
    inFlight.add(done);
  };
  const server = createListener(onRequest, certificate);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(address.port, address.host, () => resolve());
  });
  return { port: portOf(server), close: () => closeServer(server, inFlight) };
}

function createListener(
  onRequest: RequestListener,
  certificate: LoopbackCertificate | undefined,
): Server {
  const options = { maxHeaderSize: MAX_HEADER_SIZE, keepAliveTimeout: KEEP_ALIVE_MS };
  const server = certificate
    ? createSecureServer({ ...options, key: certificate.key, cert: certificate.cert }, onRequest)
    : createServer(options, onRequest);
  server.on("clientError", refuseRaw);
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

async function closeServer(server: Server, inFlight: ReadonlySet<Promise<void>>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
  await Promise.allSettled(inFlight);
}

function refuseRaw(error: NodeJS.ErrnoException, socket: Socket | NodeJS.WritableStream): void {
  if (!socket.writable) return;
  socket.end(error.code === "HPE_HEADER_OVERFLOW" ? HEADERS_TOO_LARGE : BAD_REQUEST);
}

async function handle(
  context: Context,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { reply, cut } = await answer(context, request);
  const { used, max } = context.apiUsage;
  response.sendDate = false;
  response.setHeader("Date", context.org.now().toUTCString());
  response.setHeader("Sforce-Limit-Info", `api-usage=${used}/${max}`);
  // A body that was not read to its end would be taken for the next request.
  if (reply.status === 413) response.setHeader("Connection", "close");
  const gzip = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  await sendReply(response, reply, { gzip, headersOnly: request.method === "HEAD", cut });
}
