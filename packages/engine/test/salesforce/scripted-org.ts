import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import type { SalesforceAuth, SalesforceConnection } from "@lakewright/config";
import type { Secrets } from "../../src/core/ports/secrets.ts";
import type { SalesforceOptions } from "../../src/sources/adapters/salesforce/source-settings.ts";

/** One request as it arrived. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A route is the start of `METHOD /path`, or with `$` at its end the whole of it. */
function isAt(route: string, { method, path }: Seen): boolean {
  const line = `${method} ${path}`;
  return route.endsWith("$") ? line === route.slice(0, -1) : line.startsWith(route);
}

/** Answers a request; `nth` counts this route's requests from 1. */
export type Answer = (seen: Seen, response: ServerResponse, nth: number) => void;

export interface ScriptedOrg {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Requests at this route, in order. */
  requests(route: string): readonly Seen[];
  close(): Promise<void>;
}

/** A server on loopback that answers each request by its longest route. */
export async function scriptedOrg(routes: Readonly<Record<string, Answer>>): Promise<ScriptedOrg> {
  const all: Record<string, Answer> = { ...everyday, ...routes };
  const seen: Seen[] = [];
  const counts = new Map<string, number>();
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url = "", headers } = request;
    const arrived = { method, path: url, headers, body };
    seen.push(arrived);
    const route = Object.keys(all)
      .filter((key) => isAt(key, arrived))
      .sort((a, b) => b.length - a.length)[0];
    if (route === undefined) return refuse(404, "NOT_FOUND", "no route")(arrived, response, 1);
    const nth = (counts.get(route) ?? 0) + 1;
    counts.set(route, nth);
    all[route]?.(arrived, response, nth);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    requests: (route) => seen.filter((each) => isAt(route, each)),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

export function json(value: unknown, headers: Record<string, string> = {}, status = 200): Answer {
  return (_seen, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(value));
  };
}

/** Salesforce's error body. */
export function refuse(
  status: number,
  errorCode: string,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  return json([{ message, errorCode }], headers, status);
}

/** The answers in turn, the last one for ever. */
export function inTurn(...answers: readonly Answer[]): Answer {
  return (seen, response, nth) => answers[Math.min(nth, answers.length) - 1]?.(seen, response, nth);
}

/** Cuts the connection without an answer. */
export const hangUp: Answer = (_seen, response) => {
  response.destroy();
};

export const data = "/services/data/v62.0";
/** The request that the clock and the usage of requests are read from. */
export const light = `GET ${data}$`;
export const secretToken = "00D!secret-token";

const everyday: Record<string, Answer> = {
  "POST /services/oauth2/token": (seen, response, nth) =>
    json({ access_token: `${secretToken}-${nth}` })(seen, response, nth),
  [light]: json({}, { "sforce-limit-info": "api-usage=10/1000" }),
};

const auth: SalesforceAuth = {
  grant: "client_credentials",
  clientId: "client",
  clientSecret: { from: "env", name: "CLIENT_SECRET" },
};

export function connectionTo(
  instanceUrl: string,
  change: Partial<SalesforceConnection> = {},
): SalesforceConnection {
  return {
    kind: "salesforce",
    name: "crm",
    instanceUrl,
    apiVersion: "62.0",
    auth,
    caFile: undefined,
    at: { file: "connections.yaml", line: 1, column: 1 },
    ...change,
  };
}

/** Each reference stands for `<its name> value`. */
export const testSecrets: Secrets = { resolve: async ({ name }) => `${name} value` };

/** Small pages, and no waiting in between: the event loop still has its turn. */
export const fast: SalesforceOptions = { pageRows: 2, sleep: async () => setImmediate() };
