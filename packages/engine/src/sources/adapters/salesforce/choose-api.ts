import { PlatformError } from "../../../core/index.ts";
import type { FailedRead, Selection } from "../../ports/source.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";
import { fitsAddress } from "./soql.ts";

/** Up to this many rows go through REST: one request instead of a job. */
const maxRestRows = 10_000;

/**
 * `bulk` or `rest`: the one that the flow insists on, else by size: many rows, rows that nobody counted, and more fields than an
 * address can carry go through Bulk, which takes its query in a body.
 */
export function chooseApi(
  preferred: string,
  expectedRows: number | undefined,
  selection?: Selection,
): string {
  if (preferred !== "auto") return preferred;
  const isFew = expectedRows !== undefined && expectedRows <= maxRestRows;
  return isFew && (!selection || fitsAddress(selection)) ? "rest" : "bulk";
}

/**
 * The other API, unless the flow insists on one: Salesforce refuses some objects in Bulk, all of them once the day's jobs are used up, and
 * some queries in REST.
 */
export function fallbackApi({ preferredApi, api, error }: FailedRead): string | undefined {
  if (preferredApi !== "auto") return undefined;
  if (api === "bulk") return isBulkRefusal(error) ? "rest" : undefined;
  return isRestRefusal(error) ? "bulk" : undefined;
}

function isBulkRefusal(error: unknown): boolean {
  if (error instanceof SalesforceFailure && error.isOfBulk) return true;
  return error instanceof PlatformError && error.code === "bulk_unsupported";
}

/** What a job has and a request has not: time, and a body for the query. */
const restRefusals: ReadonlySet<string> = new Set(["QUERY_TIMEOUT", "OPERATION_TOO_LARGE"]);

/** An address, or headers, that are too long. */
const tooLong: ReadonlySet<number> = new Set([414, 431]);

function isRestRefusal(error: unknown): boolean {
  if (!(error instanceof SalesforceFailure)) return false;
  return restRefusals.has(error.serverCode ?? "") || tooLong.has(error.status ?? 0);
}
