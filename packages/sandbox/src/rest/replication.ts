import type { Context } from "../context.ts";
import { readRows } from "../run-sql.ts";
import { restDateTime } from "../salesforce-time.ts";
import type { ApiRequest } from "../server/api-request.ts";
import { jsonReply, type Reply } from "../server/reply.ts";
import { SalesforceError } from "../server/salesforce-error.ts";
import { type Entity, findField } from "../soql/entity.ts";
import { sqlName, sqlString } from "../soql/sql-text.ts";
import { valueText } from "../soql/value-text.ts";
import { entityOfPath } from "./describe-routes.ts";

const DAY_MS = 86_400_000;
const UPDATED_DAYS = 30;
const DELETED_DAYS = 15;
const MAX_IDS = 600_000;
const STAMPS = ["SystemModstamp", "LastModifiedDate", "CreatedDate"];

/** `GET /sobjects/{object}/updated?start&end`. */
export async function updatedRecords(
  context: Context,
  request: ApiRequest,
  object: string,
): Promise<Reply> {
  const entity = entityOfPath(context, object);
  const { start, end } = windowOf(context, request, UPDATED_DAYS);
  const stamp = sqlName(stampOf(entity));
  const live = findField(entity, "IsDeleted") ? 'NOT coalesce("IsDeleted", false)' : "true";
  const where = `${stamp} >= ${instant(start)} AND ${stamp} < ${instant(end)} AND ${live}`;
  const sql = `SELECT "Id" FROM ${entity.sourceSql} WHERE ${where} ORDER BY 1 LIMIT ${MAX_IDS + 1}`;
  const rows = await limited(context, sql);
  return jsonReply({ ids: rows.map(([id]) => String(id)), latestDateCovered: restDateTime(end) });
}

/** `GET /sobjects/{object}/deleted?start&end`. */
export async function deletedRecords(
  context: Context,
  request: ApiRequest,
  object: string,
): Promise<Reply> {
  const { metadata } = entityOfPath(context, object);
  const { start, end, earliest } = windowOf(context, request, DELETED_DAYS);
  const where =
    `object = ${sqlString(metadata.name)} AND deleted_at >= ${instant(start)} ` +
    `AND deleted_at < ${instant(end)}`;
  const columns = `id, ${valueText("max(deleted_at)", "datetime", "rest")}`;
  const sql = `SELECT ${columns} FROM sandbox_deleted WHERE ${where} GROUP BY id ORDER BY 1 LIMIT ${MAX_IDS + 1}`;
  const rows = await limited(context, sql);
  return jsonReply({
    deletedRecords: rows.map(([id, at]) => ({ deletedDate: String(at), id: String(id) })),
    earliestDateAvailable: restDateTime(earliest),
    latestDateCovered: restDateTime(end),
  });
}

async function limited(context: Context, sql: string) {
  const rows = await readRows(context.org, sql);
  if (rows.length <= MAX_IDS) return rows;
  throw new SalesforceError(
    400,
    "EXCEEDED_ID_LIMIT",
    `more than ${MAX_IDS} ids; use a shorter window`,
  );
}

function stampOf(entity: Entity): string {
  const stamp = STAMPS.find((name) => findField(entity, name));
  if (stamp !== undefined) return stamp;
  const message = `${entity.metadata.name} is not replicateable`;
  throw new SalesforceError(400, "INVALID_TYPE_FOR_OPERATION", message);
}

function windowOf(context: Context, { query }: ApiRequest, days: number) {
  const now = context.org.now();
  const earliest = new Date(now.getTime() - days * DAY_MS);
  const [start, asked] = [dateOf(query, "start"), dateOf(query, "end")];
  if (start < earliest) throw invalidDate(`the start date is more than ${days} days ago`);
  if (asked.getTime() - start.getTime() < 60_000) {
    throw invalidDate("the end date must be at least one minute after the start date");
  }
  const end = new Date(Math.min(asked.getTime(), now.getTime()));
  return { start, end, earliest };
}

function dateOf(query: URLSearchParams, name: string): Date {
  // An unencoded + of a zone arrives as a space.
  const text = (query.get(name) ?? "").replace(" ", "+").replace(/([+-]\d\d)(\d\d)$/, "$1:$2");
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  throw new SalesforceError(400, "INVALID_FIELD", `${name} must be a date and time with a zone`);
}

function invalidDate(message: string): SalesforceError {
  return new SalesforceError(400, "INVALID_REPLICATION_DATE", message);
}

function instant(at: Date): string {
  return `TIMESTAMPTZ ${sqlString(at.toISOString())}`;
}
