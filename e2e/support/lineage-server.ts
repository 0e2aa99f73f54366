import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll } from "vitest";

interface LineageEvent {
  readonly eventType: string;
  readonly job: { readonly name: string };
}

/** A server that lineage is sent to, as Marquez is one. */
export interface LineageServer {
  readonly url: string;
  readonly sent: { readonly key: string | undefined; readonly event: LineageEvent }[];
  /** What it answers. */
  status: number;
}

export async function startLineageServer(): Promise<LineageServer> {
  const sent: LineageServer["sent"] = [];
  const server = createServer(async (request, response) => {
    const event = JSON.parse(await text(request)) as LineageEvent;
    sent.push({ key: request.headers.authorization, event });
    response.writeHead(lineage.status).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const lineage: LineageServer = { url, sent, status: 201 };
  return lineage;
}
