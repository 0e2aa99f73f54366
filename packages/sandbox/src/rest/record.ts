import type { Context } from "../context.ts";
import { toLongId } from "../org/record-id.ts";
import { readRows } from "../run-sql.ts";
import type { ApiRequest } from "../server/api-request.ts";
import { jsonReply, jsonTextReply, type Reply } from "../server/reply.ts";
import { SalesforceError } from "../server/salesforce-error.ts";
import { type Entity, findField } from "../soql/entity.ts";
import { fieldKind } from "../soql/field-kind.ts";
import { recordJson } from "../soql/record-json.ts";
import { createScope, fromSql, refOf, resolveField, type Scope } from "../soql/scope.ts";
import { sqlString } from "../soql/sql-text.ts";
import { entityOfPath } from "./describe-routes.ts";

/** Which record of an object is wanted. */
export interface RecordKey {
  readonly object: string;
  /** `Id` or an external Id field. */
  readonly field: string;
  readonly value: string;
}

/** `GET /sobjects/{object}/{id}` and `/sobjects/{object}/{externalIdField}/{value}`. */
export async function showRecord(
  context: Context,
  request: ApiRequest,
  { version, ...key }: RecordKey & { readonly version: string },
): Promise<Reply> {
  const entity = entityOfPath(context, key.object);
  const scope = createScope(entity, { org: context.org, soql: "", nextAlias: aliases() });
  const json = recordJson(scope, wantedFields(scope, request), version);
  const where = `${keyCondition(scope, entity, key)} AND ${notDeleted(entity)}`;
  const sql = `SELECT ${json}, t0."Id" FROM ${fromSql(scope)} WHERE ${where} ORDER BY 2 LIMIT 100`;
  const rows = await readRows(context.org, sql);
  if (rows.length > 1) return severalMatches(rows, version, entity);
  const [row] = rows;
  if (!row) throw new SalesforceError(404, "NOT_FOUND", "The requested resource does not exist");
  return jsonTextReply(String(row[0]));
}

function aliases(): () => string {
  let next = 0;
  return () => `t${next++}`;
}

function wantedFields(scope: Scope, { query }: ApiRequest) {
  const names = query.get("fields");
  if (names === null)
    return scope.root.entity.metadata.fields.map((field) => refOf(scope.root, field));
  return [...new Set(names.split(","))].map((name) => resolveField(scope, name.trim()));
}

function notDeleted(entity: Entity): string {
  return findField(entity, "IsDeleted") ? 'NOT coalesce(t0."IsDeleted", false)' : "true";
}

function keyCondition(scope: Scope, entity: Entity, { field: name, value }: RecordKey): string {
  const field = findField(entity, name);
  if (!field || !(field.externalId || field.idLookup || field.type === "id")) {
    const message = `Provided external ID field does not exist or is not accessible: ${name}`;
    throw new SalesforceError(404, "NOT_FOUND", message);
  }
  const { sql } = refOf(scope.root, field);
  if (field.type !== "id") {
    const isText = fieldKind(field.type) === "text";
    return isText
      ? `lower(${sql}) = lower(${sqlString(value)})`
      : `${sql}::VARCHAR = ${sqlString(value)}`;
  }
  const id = toLongId(value);
  if (id === undefined) {
    const message = `Provided external ID field does not exist or is not accessible: ${value}`;
    throw new SalesforceError(404, "NOT_FOUND", message);
  }
  return `${sql} = ${sqlString(id)}`;
}

/** 300 Multiple Choices: the addresses of the records that share the value. */
function severalMatches(rows: readonly unknown[][], version: string, entity: Entity): Reply {
  const base = `/services/data/v${version}/sobjects/${entity.metadata.name}`;
  return jsonReply(
    rows.map(([, id]) => `${base}/${id}`),
    300,
  );
}
