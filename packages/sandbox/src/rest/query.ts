import { join } from "node:path";
import type { Context } from "../context.ts";
import { readRows, withConnection } from "../run-sql.ts";
import type { ApiRequest } from "../server/api-request.ts";
import { jsonReply, type Reply } from "../server/reply.ts";
import { SalesforceError } from "../server/salesforce-error.ts";
import { planQuery } from "../soql/plan-query.ts";
import { malformedQuery } from "../soql/soql-error.ts";
import { type SpoolFile, spoolRows } from "../spool/spool-file.ts";
import { rowsPage } from "./query-page.ts";
import { queryResult } from "./query-result.ts";

const DEFAULT_PAGE_ROWS = 2000;
let spooled = 0;

/** `GET /query?q=` and, with `includeDeleted`, `GET /queryAll?q=`. */
export async function runQuery(
  context: Context,
  request: ApiRequest,
  options: { readonly version: string; readonly includeDeleted: boolean },
): Promise<Reply> {
  const soql = request.query.get("q");
  if (soql === null) throw malformedQuery("A query string has to be specified");
  const plan = planQuery(context.org, soql, options);
  if (plan.kind === "count") return countReply(context, plan.sql);
  if (plan.kind === "aggregate") return aggregateReply(context, plan.sql);
  return recordsReply(context, request, { version: options.version, sql: plan.sql });
}

async function countReply(context: Context, sql: string): Promise<Reply> {
  const [row] = await readRows(context.org, sql);
  return jsonReply({ totalSize: Number(row?.[0] ?? 0), done: true, records: [] });
}

async function aggregateReply(context: Context, sql: string): Promise<Reply> {
  const rows = await readRows(context.org, sql);
  if (rows.length > DEFAULT_PAGE_ROWS) {
    const message =
      "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch";
    throw new SalesforceError(400, "EXCEEDED_ID_LIMIT", message);
  }
  return queryResult({ total: rows.length, records: rows.map(([text]) => String(text)) });
}

async function recordsReply(
  context: Context,
  request: ApiRequest,
  { version, sql }: { readonly version: string; readonly sql: string },
): Promise<Reply> {
  const pageRows = pageRowsOf(request);
  const found = await firstRows(context, sql, pageRows);
  if (Array.isArray(found)) {
    const records = found.slice(0, request.effects.cutAtRow);
    return queryResult({ total: found.length, records });
  }
  const cursor = context.cursors.add(found, pageRows);
  return rowsPage({ cursor, from: 0, version, effects: request.effects });
}

/** The rows when they fit one page, else the file that all of them were spooled to. */
async function firstRows(
  context: Context,
  sql: string,
  pageRows: number,
): Promise<string[] | SpoolFile> {
  return withConnection(context.org, async (connection) => {
    const reader = await connection.streamAndReadUntil(sql, pageRows + 1);
    if (reader.done && reader.currentRowCount <= pageRows) {
      return reader.getRows().map(([text]) => String(text));
    }
    const path = join(context.spoolFolder, `query-${process.pid}-${spooled++}.jsonl`);
    return withConnection(context.org, (other) => spoolRows(other, sql, { path, quoted: false }));
  });
}

/** Page size that `Sforce-Query-Options: batchSize=n` requests, within Salesforce's bounds. */
function pageRowsOf({ headers }: ApiRequest): number {
  const asked = /batchSize\s*=\s*(\d+)/i.exec(String(headers["sforce-query-options"] ?? ""))?.[1];
  if (asked === undefined) return DEFAULT_PAGE_ROWS;
  return Math.min(Math.max(Number(asked), 200), DEFAULT_PAGE_ROWS);
}
