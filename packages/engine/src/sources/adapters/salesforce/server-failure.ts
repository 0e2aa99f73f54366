import type { IncomingHttpHeaders } from "node:http";
import { asList, asObject, asText, parsedJson } from "./json-shape.ts";
import { usageIn } from "./request-usage.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";
import type { ShowServerText } from "./server-text.ts";

/** An answer that is not a success, read to its end. */
export interface Refusal {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The failure that an unsuccessful answer stands for. Salesforce sends `[{message, errorCode}]`; proxies send anything. */
export function serverFailure(
  refusal: Refusal,
  connection: string,
  show: ShowServerText,
): SalesforceFailure {
  const { status, headers } = refusal;
  const first = asObject(asList(parsedJson(refusal.body))[0]);
  const serverCode = asText(first.errorCode) || undefined;
  const reason = show(withoutQuery(asText(first.message))) || `HTTP ${status}`;
  const name = `connection "${connection}"`;
  const known = { status, serverCode };
  if (status >= 300 && status < 400) return redirected(refusal, name, show);
  if (serverCode === "REQUEST_LIMIT_EXCEEDED") return limitReached(name, headers, known);
  if (isPassing(status, serverCode)) {
    const retryMs = retryAfterMs(headers["retry-after"], headers.date);
    const seconds = Math.ceil((retryMs ?? Number.NaN) / 1000);
    const wait = Number.isSafeInteger(seconds) ? `wait ${seconds} s` : "wait";
    return new SalesforceFailure(
      "source_unreachable",
      `${name}: the server is busy (HTTP ${status}): ${reason}`,
      `${wait} and run it again; see status.salesforce.com`,
      { ...known, retryable: true, retryAfterMs: retryMs },
    );
  }
  const code = serverCode ? `${serverCode}: ` : "";
  return new SalesforceFailure(
    "source_refused",
    `${name}: ${fieldNamed(asText(first.message))}${code}${reason}`,
    hintOf(known, asText(first.message)),
    known,
  );
}

const passingStatuses: ReadonlySet<number> = new Set([408, 420, 429, 500, 502, 503, 504]);

function isPassing(status: number, serverCode: string | undefined): boolean {
  return passingStatuses.has(status) || serverCode === "UNABLE_TO_LOCK_ROW";
}

function redirected(
  { status, headers }: Refusal,
  name: string,
  show: ShowServerText,
): SalesforceFailure {
  const target = headers.location ?? "";
  const host = URL.canParse(target) ? new URL(target).host : "another address";
  return new SalesforceFailure(
    "source_refused",
    `${name}: the server redirects to ${show(host)}, which is not followed`,
    "set instance_url to the org's My Domain address",
    { status },
  );
}

function limitReached(
  name: string,
  headers: IncomingHttpHeaders,
  known: { status: number; serverCode: string | undefined },
): SalesforceFailure {
  const usage = usageIn(headers);
  const counted = usage ? ` (${usage.used} of ${usage.max} in 24 hours)` : "";
  return new SalesforceFailure(
    "request_limit",
    `${name}: the org's API requests are used up${counted}`,
    "wait until the rolling 24 hours free some, or use `api: bulk`, which needs fewer",
    known,
  );
}

/** The message without the query that Salesforce repeats before it. */
function withoutQuery(message: string): string {
  return message.replace(/^[\s\S]*ERROR at Row:\d+:Column:\d+\s*/, "");
}

/** `field "X" of Account cannot be read: ` when the server says which one it is. */
function fieldNamed(message: string): string {
  const found = /No such column '(\w+)' on (?:entity|sobject of type) '?(\w+)'?/i.exec(message);
  return found ? `field "${found[1]}" of ${found[2]} cannot be read: ` : "";
}

interface Known {
  readonly status: number;
  readonly serverCode: string | undefined;
}

/** Objects that Salesforce answers only by one parent or key, such as ContentDocumentLink, Vote or PicklistValueInfo. */
const filterNeeded =
  /requires? a filter|must filter|filter is required|where clauses? should contain/i;

function hintOf({ status, serverCode }: Known, message: string): string {
  if (filterNeeded.test(message))
    return "Salesforce lists this object only by a filter on one parent, which a flow does not send: leave the object out";
  if (status === 414 || status === 431)
    return "the request's address is too long: use `api: bulk` or `api: auto`, or list fields in exclude_fields";
  if (status === 410 || serverCode === "UNSUPPORTED_API_VERSION")
    return "the org no longer serves this version of the API: set api_version of the connection to a newer one";
  switch (serverCode) {
    case "INVALID_FIELD":
      return "give the integration user field-level security to read it, or list it in exclude_fields";
    case "INVALID_TYPE":
      return "check the object's API name and that the integration user may read it";
    case "MALFORMED_QUERY":
      return "this is a mistake in the query that was built: please report it";
    case "INVALID_QUERY_LOCATOR":
      return "the server closed the query between two pages: run it again, or use `api: bulk`, whose results stay";
    case "QUERY_TIMEOUT":
      return "the query takes too long for REST: use `api: bulk`";
    case "FUNCTIONALITY_NOT_ENABLED":
    case "INVALIDENTITY":
      return "the org does not offer this for the object: use `api: rest`, or leave the field out";
    case "NOT_FOUND":
      return "check api_version and instance_url of the connection";
    case "API_DISABLED_FOR_ORG":
      return "the org's edition or the user's profile has no API access";
    case "INSUFFICIENT_ACCESS":
    case "INSUFFICIENT_ACCESS_OR_READONLY":
      return "give the integration user the right to read the object";
    default:
      return "the server says no more than this; its code is explained in Salesforce's API reference";
  }
}

/** A date as servers write it (RFC 9110, 5.6.7). */
const httpDate = /^[A-Z][a-z]+, .*\d\d:\d\d:\d\d GMT$/;

/** Milliseconds to wait by a `Retry-After` of seconds or of a date, which is on the clock that dates the answer. */
export function retryAfterMs(
  header: string | undefined,
  answeredAt: string | undefined,
): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  // Date.parse alone takes "-5" and "1.5" for days of 2001.
  if (!httpDate.test(header)) return undefined;
  const ms = Date.parse(header) - Date.parse(answeredAt ?? "");
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
