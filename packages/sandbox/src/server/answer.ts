import type { IncomingMessage } from "node:http";
import type { Context } from "../context.ts";
import { checkControl } from "../control/control-routes.ts";
import { type FaultOutcome, playFaults } from "../faults/play-faults.ts";
import { controlRoutes, openRoutes, sessionRoutes } from "../routes.ts";
import { type ApiRequest, parseTarget } from "./api-request.ts";
import { readBody } from "./read-body.ts";
import { jsonTextReply, type Reply } from "./reply.ts";
import { findRoute } from "./router.ts";
import { errorBody, invalidSession, SalesforceError } from "./salesforce-error.ts";

/** Salesforce's limit on request line and headers together. */
const MAX_HEAD_BYTES = 16_384;

/** An answer and how the connection shall end, if a fault says so. */
export interface Answer {
  readonly reply: Reply;
  readonly cut?: FaultOutcome["cut"];
}

/** Answers one request; never throws. */
export async function answer(context: Context, message: IncomingMessage): Promise<Answer> {
  try {
    const request = await readRequest(message);
    if (request.segments[0] === "sandbox") return { reply: await answerControl(context, request) };
    return await answerService(context, request);
  } catch (error) {
    return { reply: errorReply(context, error) };
  }
}

async function readRequest(message: IncomingMessage): Promise<ApiRequest> {
  const target = message.url ?? "/";
  checkHead(message, target);
  const { segments, query } = parseTarget(target);
  const body = await readBody(message);
  const token = /^(?:Bearer|OAuth) (.+)$/i.exec(message.headers.authorization ?? "")?.[1] ?? "";
  const method = message.method ?? "GET";
  return { method, segments, target, query, headers: message.headers, body, token, effects: {} };
}

function checkHead({ rawHeaders, method = "" }: IncomingMessage, target: string): void {
  // Each name and value has two more bytes around it: `: ` or the line's end.
  const headers = rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  if (method.length + target.length + headers <= MAX_HEAD_BYTES) return;
  if (target.length > headers) throw new SalesforceError(414, "URI_TOO_LONG", "URI Too Long");
  throw new SalesforceError(431, "HEADERS_TOO_LARGE", "Request Header Fields Too Large");
}

async function answerControl(context: Context, request: ApiRequest): Promise<Reply> {
  checkControl(request);
  const { handle, params } = findRoute(controlRoutes, request);
  return handle(context, request, params);
}

async function answerService(context: Context, request: ApiRequest): Promise<Answer> {
  const path = `/${request.segments.join("/")}`;
  const query =
    request.query.size > 0 ? `?${[...request.query].map(([k, v]) => `${k}=${v}`).join("&")}` : "";
  const outcome = await playFaults(context, `${request.method} ${path}${query}`);
  if (outcome.revoke) context.sessions.revoke(request.token);
  const reply = outcome.error
    ? errorReply(context, outcome.error, outcome.retryAfterSeconds)
    : await answerRoute(context, { ...request, effects: outcome.effects }).catch((error) =>
        errorReply(context, error),
      );
  return { reply, ...(outcome.cut ? { cut: outcome.cut } : {}) };
}

async function answerRoute(context: Context, request: ApiRequest): Promise<Reply> {
  const isOpen = openRoutes.some(({ path }) => path === `/${request.segments.join("/")}`);
  if (!isOpen) checkSession(context, request);
  const { handle, params } = findRoute(isOpen ? openRoutes : sessionRoutes, request);
  return handle(context, request, params);
}

function checkSession({ sessions, apiUsage }: Context, { token }: ApiRequest): void {
  if (!sessions.isOpen(token)) throw invalidSession();
  if (apiUsage.used >= apiUsage.max) {
    throw new SalesforceError(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
  }
  apiUsage.used += 1;
}

function errorReply(context: Context, error: unknown, retryAfterSeconds?: number): Reply {
  const known = error instanceof SalesforceError ? error : unexpected(context, error);
  const retry = retryAfterSeconds === undefined ? {} : { "Retry-After": String(retryAfterSeconds) };
  return jsonTextReply(errorBody(known), known.status, retry);
}

/** The details stay here: they would show SQL to the client. */
function unexpected({ onError }: Context, error: unknown): SalesforceError {
  onError(error);
  return new SalesforceError(
    500,
    "UNKNOWN_EXCEPTION",
    "An unexpected error occurred in the sandbox",
  );
}
