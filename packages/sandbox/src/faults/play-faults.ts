import { setTimeout as delay } from "node:timers/promises";
import type { Context } from "../context.ts";
import type { PageEffects } from "../server/api-request.ts";
import { SalesforceError } from "../server/salesforce-error.ts";
import type { Fault, FaultKind } from "./fault.ts";

const QUERY = / \/services\/data\/v[\d.]+\/query(All)?\b/;
const CURSOR = /\/query(All)?\/01g/;
const LATER_BULK_PAGE = /\/results\?.*locator=/;

/** Requests that a kind can meet at all; kinds that are not listed meet any. */
const SCOPES: Partial<Record<FaultKind, (text: string) => boolean>> = {
  query_timeout: (text) => QUERY.test(text),
  expired_cursor: (text) => CURSOR.test(text),
  duplicate_page: (text) => CURSOR.test(text) || LATER_BULK_PAGE.test(text),
  cut_at_row: (text) => QUERY.test(text) || text.includes("/results"),
};

/** Effects of a request's faults on its answer. */
export interface FaultOutcome {
  readonly effects: PageEffects;
  /** End the connection: `reset` breaks it, `end` closes it politely. */
  readonly cut?: { readonly how: "reset" | "end"; readonly afterBytes?: number | undefined };
  /** Answer with this instead of asking the route. */
  readonly error?: SalesforceError;
  readonly retryAfterSeconds?: number | undefined;
  /** The session is over. */
  readonly revoke: boolean;
}

const PLAYED: readonly FaultKind[] = [
  "slow",
  "drop",
  "cut_short",
  "cut_at_row",
  "duplicate_page",
  "expired_session",
  "request_limit",
  "too_many_requests",
  "unavailable",
  "row_lock",
  "query_timeout",
  "expired_cursor",
];

/**
 * Plays the faults that strike the request called `text`; waits as long as `slow` ones ask, or until they are cleared or the
 * sandbox closes.
 */
export async function playFaults(
  { faults, closing }: Context,
  text: string,
): Promise<FaultOutcome> {
  const kinds = PLAYED.filter((kind) => SCOPES[kind]?.(text) ?? true);
  const struck = faults.strike(kinds, text);
  const over = AbortSignal.any([closing, faults.cleared()]);
  for (const fault of struck) if (fault.kind === "slow") await wait(fault.delayMs ?? 1000, over);
  return struck.reduce<FaultOutcome>(addFault, { effects: {}, revoke: false });
}

async function wait(delayMs: number, signal: AbortSignal): Promise<void> {
  await delay(delayMs, undefined, { signal }).catch(() => undefined);
}

function addFault(outcome: FaultOutcome, fault: Fault): FaultOutcome {
  const { kind, afterBytes, rows = 1 } = fault;
  if (kind === "drop") return { ...outcome, cut: { how: "reset", afterBytes: afterBytes ?? 0 } };
  if (kind === "cut_short") return { ...outcome, cut: { how: "end", afterBytes } };
  if (kind === "cut_at_row") return withEffect(outcome, { cutAtRow: rows });
  if (kind === "duplicate_page") return withEffect(outcome, { duplicatePage: true });
  if (kind === "expired_session") return { ...outcome, revoke: true };
  const error = errorOf(kind);
  return error ? { ...outcome, error, retryAfterSeconds: retryAfter(fault) } : outcome;
}

function withEffect(outcome: FaultOutcome, effect: PageEffects): FaultOutcome {
  return { ...outcome, effects: { ...outcome.effects, ...effect } };
}

function retryAfter({ kind, retryAfterSeconds }: Fault): number | undefined {
  return kind === "too_many_requests" ? (retryAfterSeconds ?? 1) : retryAfterSeconds;
}

function errorOf(kind: FaultKind): SalesforceError | undefined {
  const [status, code, message] = ERRORS[kind] ?? [];
  if (status === undefined || code === undefined || message === undefined) return undefined;
  return new SalesforceError(status, code, message);
}

const ERRORS: Partial<Record<FaultKind, readonly [status: number, code: string, message: string]>> =
  {
    request_limit: [403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."],
    too_many_requests: [429, "TOO_MANY_REQUESTS", "Too many requests; try again later"],
    unavailable: [503, "SERVER_UNAVAILABLE", "The server is too busy to handle the request"],
    row_lock: [400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record"],
    query_timeout: [400, "QUERY_TIMEOUT", "Your query request was running for too long."],
    expired_cursor: [400, "INVALID_QUERY_LOCATOR", "invalid query locator"],
  };
