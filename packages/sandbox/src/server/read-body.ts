import type { IncomingMessage } from "node:http";
import { SalesforceError } from "./salesforce-error.ts";

/** Largest request body that is read, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** The whole body as text; throws 413 when it is larger than `MAX_BODY_BYTES`. */
export async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(): SalesforceError {
  const message = `The request body is larger than ${MAX_BODY_BYTES} bytes`;
  return new SalesforceError(413, "REQUEST_ENTITY_TOO_LARGE", message);
}
