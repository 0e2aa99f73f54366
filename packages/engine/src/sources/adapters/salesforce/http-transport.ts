import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { rootCertificates } from "node:tls";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Sends one request and answers once the headers are there. Redirects are not followed. Fails with Node's errors. */
export type HttpTransport = (request: HttpRequest) => Promise<IncomingMessage>;

interface TransportSettings {
  /** PEM text of a certificate authority to trust besides the public ones. */
  readonly ca: string | undefined;
  /** How long a connection may stay silent. */
  readonly timeoutMs: number;
}

/** HTTP/1.1 over kept connections. */
export function httpTransport({ ca, timeoutMs }: TransportSettings): HttpTransport {
  const plain = new http.Agent({ keepAlive: true });
  const trusted = ca ? { ca: [...rootCertificates, ca] } : {};
  const secure = new https.Agent({ keepAlive: true, ...trusted });
  return ({ method, url, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const options = { method, headers, timeout: timeoutMs, ...(signal ? { signal } : {}) };
      const request =
        url.protocol === "https:"
          ? https.request(url, { ...options, agent: secure })
          : http.request(url, { ...options, agent: plain });
      request.on("response", resolve);
      request.on("error", reject);
      request.on("timeout", () => request.destroy(silence(timeoutMs)));
      request.end(body);
    });
}

function silence(timeoutMs: number): Error {
  return Object.assign(new Error(`no answer for ${timeoutMs} ms`), { code: "ETIMEDOUT" });
}

/** The whole body, unpacked. Fails if the connection ends before it is complete. */
export async function readBody(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  checkLength(response, body.length);
  return response.headers["content-encoding"] === "gzip" ? promisify(gunzip)(body) : body;
}

/** Fails retryably unless the body had as many bytes on the wire as its header announced. */
export function checkLength(response: IncomingMessage, received: number): void {
  const announced = response.headers["content-length"];
  if (announced === undefined || Number(announced) === received) return;
  const message = `the body ended after ${received} of ${announced} bytes`;
  throw Object.assign(new Error(message), { code: "ERR_SHORT_BODY" });
}
