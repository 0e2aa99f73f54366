import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fakeFilters } from "./fake-filters.ts";
import { fakePermissions } from "./fake-permissions.ts";
import { fakeTags } from "./fake-tags.ts";
import { type Operations, ServiceError } from "./service-error.ts";

/** One call that the adapter made, to be held against the service's own model. */
export interface RecordedCall {
  readonly operation: string;
  readonly request: unknown;
  readonly response: unknown;
}

export interface LakeFormationFake {
  readonly endpoint: string;
  readonly calls: readonly RecordedCall[];
  /** The next so many entries of batches fail as they do while another change is under way. */
  failNext(entries: number): void;
  /** The next so many calls are throttled as a whole. */
  throttleNext(calls: number): void;
  /** Principals that IAM does not know any more. */
  forget(principal: string): void;
  close(): Promise<void>;
}

/**
 * Answers what moto 5.2.5 lacks or gets wrong: permissions with revoking, grant options and pages; data cells filters; tags
 * on resources. Everything else goes on to moto at `moto`. It does what the developer guide and the API reference say
 * of these operations, no more; its calls are recorded so that botocore's model of the service can judge their shapes.
 */
export async function startLakeFormationFake(moto: string): Promise<LakeFormationFake> {
  const calls: RecordedCall[] = [];
  const faults = { entries: 0, calls: 0, gone: new Set<string>() };
  const filters = fakeFilters();
  const operations = {
    ...filters.operations,
    ...fakePermissions(faults, filters.has),
    ...fakeTags(),
  };
  const server = createServer((request, response) => {
    void answer(request, response).catch((error) => response.destroy(error as Error));
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = (request.url ?? "/").slice(1);
    const body = await textOf(request);
    if (!Object.hasOwn(operations, operation)) return forward(moto, request, body, response);
    try {
      if (faults.calls-- > 0) throw new ServiceError("ThrottledException", "Rate exceeded");
      faults.calls = 0;
      const parsed = JSON.parse(body) as never;
      const answered = (operations as Operations)[operation]?.(parsed) ?? {};
      calls.push({ operation, request: parsed, response: answered });
      reply(response, 200, answered);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      response.setHeader("x-amzn-errortype", error.code);
      reply(response, 400, { Message: error.message });
    }
  }
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    failNext: (entries) => {
      faults.entries = entries;
    },
    throttleNext: (count) => {
      faults.calls = count;
    },
    forget: (principal) => {
      faults.gone.add(principal);
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function forward(
  moto: string,
  { url, method = "POST", headers }: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const passed = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === "string" && /^(authorization|content-type|x-amz-)/.test(name)
      ? [[name, value] as [string, string]]
      : [],
  );
  const answered = await fetch(`${moto}${url}`, { method, headers: passed, body });
  const error = answered.headers.get("x-amzn-errortype");
  if (error) response.setHeader("x-amzn-errortype", error);
  const type = answered.headers.get("content-type") ?? "application/json";
  response.writeHead(answered.status, { "content-type": type });
  response.end(await answered.text());
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
