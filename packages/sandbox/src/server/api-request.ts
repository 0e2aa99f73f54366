import type { IncomingHttpHeaders } from "node:http";
import { SalesforceError } from "./salesforce-error.ts";

/** Effects of faults on a page of rows. */
export interface PageEffects {
  /** Send this many rows at most, while headers and totals claim all of them. */
  readonly cutAtRow?: number | undefined;
  /** Send the previous page's rows again. */
  readonly duplicatePage?: boolean | undefined;
}

/** One request, read and decoded. */
export interface ApiRequest {
  readonly method: string;
  /** Path without query, percent-decoded by segment. */
  readonly segments: readonly string[];
  /** The request target as it came. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The session token, once it is known to be valid. */
  readonly token: string;
  readonly effects: PageEffects;
}

/** Decodes path and query; throws 400 for broken percent-encoding and for `.` or `..` segments. */
export function parseTarget(target: string): Pick<ApiRequest, "segments" | "query"> {
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  const segments = path.split("/").filter((part) => part !== "");
  return {
    segments: segments.map(decodeSegment),
    query: new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1)),
  };
}

function decodeSegment(segment: string): string {
  const decoded = tryDecode(segment);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be refused
  const hostile = decoded === "." || decoded === ".." || /[/\\\u0000-\u001f]/.test(decoded);
  if (hostile) throw new SalesforceError(400, "URL_NOT_VALID", "The request path is not valid");
  return decoded;
}

function tryDecode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new SalesforceError(400, "URL_NOT_VALID", "The request path is not valid");
  }
}

/** The request's JSON object; throws 400 JSON_PARSER_ERROR for anything else. */
export function jsonObject(request: ApiRequest): Record<string, unknown> {
  const value = tryParse(request.body);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new SalesforceError(400, "JSON_PARSER_ERROR", "The HTTP entity body is not a JSON object");
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SalesforceError(400, "JSON_PARSER_ERROR", reason);
  }
}
