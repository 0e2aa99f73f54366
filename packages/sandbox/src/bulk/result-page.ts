import type { ApiRequest } from "../server/api-request.ts";
import type { Reply } from "../server/reply.ts";
import { SalesforceError } from "../server/salesforce-error.ts";
import { rowRange } from "../spool/row-range.ts";
import type { BulkJob } from "./bulk-job.ts";
import { wrongState } from "./bulk-jobs.ts";

/** `GET …/results`: the rows after the locator, under a header row of their own. */
export function resultPage(job: BulkJob, request: ApiRequest, defaultRows: number): Reply {
  const { result } = job;
  if (job.state !== "JobComplete" || !result) {
    throw wrongState(
      `Job ${job.id} is in state ${job.state}; results exist once it is JobComplete`,
    );
  }
  const { file, header } = result;
  const { from, pageRows } = pageOf(request.query, defaultRows, file.rows);
  const to = Math.min(from + pageRows, file.rows);
  const { cutAtRow, duplicatePage } = request.effects;
  // The fault: the page before this one, under this one's locator.
  const [first, last] = duplicatePage ? [Math.max(from - pageRows, 0), from] : [from, to];
  const headers = {
    "Content-Type": "text/csv",
    "Sforce-NumberOfRecords": String(last - first),
    "Sforce-Locator": to < file.rows ? locatorOf(to) : "null",
  };
  const range = rowRange(file, first, Math.min(last, first + (cutAtRow ?? last)));
  return { status: 200, headers, body: { head: Buffer.from(header), path: file.path, ...range } };
}

function pageOf(query: URLSearchParams, defaultRows: number, rows: number) {
  const pageRows = Number(query.get("maxRecords") ?? defaultRows);
  if (!Number.isInteger(pageRows) || pageRows < 1) {
    throw new SalesforceError(
      400,
      "INVALID_MAX_RECORDS",
      "maxRecords must be a positive whole number",
    );
  }
  const locator = query.get("locator");
  const from = locator === null || locator === "" ? 0 : rowOf(locator);
  if (Number.isInteger(from) && from <= rows) return { from, pageRows };
  throw new SalesforceError(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
}

/** Opaque to clients, as Salesforce's are. */
function locatorOf(row: number): string {
  return Buffer.from(`row:${row}`).toString("base64url");
}

function rowOf(locator: string): number {
  const text = Buffer.from(locator, "base64url").toString("utf8");
  return Number(/^row:(\d{1,12})$/.exec(text)?.[1] ?? Number.NaN);
}
