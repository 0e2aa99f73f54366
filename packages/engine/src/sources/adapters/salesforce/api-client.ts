import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { SalesforceConnection } from "@lakewright/config";
import type { Secrets } from "../../../core/index.ts";
import { cancelled, type Sleep, unlessCancelled } from "./cancelled.ts";
import { resolveEndpoint } from "./endpoint.ts";
import { httpTransport, readBody } from "./http-transport.ts";
import { parsedJson } from "./json-shape.ts";
import { networkFailure } from "./network-failure.ts";
import { type RequestUsage, usageIn } from "./request-usage.ts";
import { type RetryPolicy, withRetry } from "./retry.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";
import { serverFailure } from "./server-failure.ts";
import { type ShowServerText, serverText } from "./server-text.ts";
import { type Login, openSession, rejectedLogin } from "./session.ts";

export interface ApiRequest {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** From the root of the server. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Fails with `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

export interface ApiAnswer {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Salesforce's HTTP API with a session. Every failure is a PlatformError. */
export interface ApiClient {
  /** Name of the connection, for messages. */
  readonly connection: string;
  readonly isLocal: boolean;
  readonly show: ShowServerText;
  /** `/services/data/v62.0` and the path. */
  data(path: string): string;
  /** One attempt: a successful answer whose body is still to be read. */
  open(request: ApiRequest): Promise<IncomingMessage>;
  /** One attempt, with the whole body. */
  fetch(request: ApiRequest): Promise<ApiAnswer>;
  /** The parsed answer, with retries. */
  json(request: ApiRequest): Promise<unknown>;
  /** Repeats what fails retryably. */
  retry<T>(attempt: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  readonly sleep: Sleep;
  /** Makes a PlatformError of whatever went wrong while an answer was read. */
  explain(error: unknown, signal?: AbortSignal): Error;
  /** As of the latest answer. */
  usage(): RequestUsage | undefined;
}

export interface ApiSettings extends RetryPolicy {
  readonly requestTimeoutMs: number;
}

/** Resolves the connection; nothing is sent yet. */
export async function openApi(
  connection: SalesforceConnection,
  secrets: Secrets,
  settings: ApiSettings,
): Promise<ApiClient> {
  const endpoint = await resolveEndpoint(connection, secrets);
  const transport = httpTransport({ ca: endpoint.ca, timeoutMs: settings.requestTimeoutMs });
  const hidden = new Set<string>();
  const show = serverText(hidden);
  let usage: RequestUsage | undefined;
  let hasAnswered = false;
  const { name } = connection;

  const explain = (error: unknown, signal?: AbortSignal) =>
    signal?.aborted
      ? cancelled()
      : networkFailure(error, { ...endpoint, connection: name, hasAnswered });
  const explained = async <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw explain(error, signal);
    }
  };
  const retry = <T>(attempt: () => Promise<T>, signal?: AbortSignal) =>
    withRetry(settings, attempt, signal);
  const session = openSession(
    { connection, endpoint, secrets },
    {
      transport,
      show,
      hide: (secret) => hidden.add(secret),
      attempts: (attempt) => retry(() => explained(attempt)),
    },
  );

  const send = async (request: ApiRequest, login: Login) => {
    const response = await transport({
      method: request.method ?? "GET",
      url: new URL(request.path, login.origin),
      headers: headersOf(request, login, endpoint.isLocal),
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      signal: request.signal,
    });
    hasAnswered = true;
    usage = usageIn(response.headers) ?? usage;
    return response;
  };
  const sendRenewing = async (request: ApiRequest) => {
    const login = await unlessCancelled(session.login(), request.signal);
    const response = await send(request, login);
    if (response.statusCode !== 401) return response;
    await readBody(response);
    const again = await send(request, await unlessCancelled(session.renew(login), request.signal));
    if (again.statusCode !== 401) return again;
    await readBody(again);
    throw rejectedLogin(name);
  };
  const open = (request: ApiRequest) =>
    explained(async () => {
      const response = await sendRenewing(request);
      const status = response.statusCode ?? 0;
      if (status >= 200 && status < 300) return response;
      const body = (await readBody(response)).toString("utf8");
      throw serverFailure({ status, headers: response.headers, body }, name, show);
    }, request.signal);
  const fetch = async (request: ApiRequest) => {
    const response = await open(request);
    const body = await explained(() => readBody(response), request.signal);
    return { headers: response.headers, body };
  };
  const json = (request: ApiRequest) =>
    retry(async () => jsonOf((await fetch(request)).body, name), request.signal);

  return {
    connection: name,
    isLocal: endpoint.isLocal,
    show,
    data: (path) => `/services/data/v${connection.apiVersion}${path}`,
    open,
    fetch,
    json,
    retry,
    sleep: settings.sleep,
    explain,
    usage: () => usage,
  };
}

/** Packing costs more than it saves where the network is this machine. */
function headersOf(request: ApiRequest, login: Login, isLocal: boolean): Record<string, string> {
  return {
    accept: "application/json",
    "accept-encoding": isLocal ? "identity" : "gzip",
    ...(request.body === undefined ? {} : { "content-type": "application/json" }),
    ...request.headers,
    authorization: `Bearer ${login.accessToken}`,
  };
}

function jsonOf(body: Buffer, connection: string): unknown {
  const value = body.length === 0 ? {} : parsedJson(body.toString("utf8"));
  if (value !== undefined) return value;
  throw new SalesforceFailure(
    "source_unreachable",
    `connection "${connection}": the answer is not JSON`,
    "check that instance_url leads to Salesforce and not to a proxy's page",
    { retryable: true },
  );
}
