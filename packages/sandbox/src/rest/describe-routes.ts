import type { Context } from "../context.ts";
import { readRows } from "../run-sql.ts";
import type { ApiRequest } from "../server/api-request.ts";
import { emptyReply, jsonReply, type Reply } from "../server/reply.ts";
import { notFound } from "../server/salesforce-error.ts";
import type { Entity } from "../soql/entity.ts";
import { findEntity, listEntities } from "../soql/find-entity.ts";
import { planQuery } from "../soql/plan-query.ts";
import { describeObject, describeSummary } from "./describe-object.ts";

/** The object of a path; throws 404 when there is none. */
export function entityOfPath(context: Context, name: string): Entity {
  const entity = findEntity(context.org, name);
  if (entity) return entity;
  throw notFound();
}

/** `GET /sobjects`. */
export async function describeGlobal(context: Context, version: string): Promise<Reply> {
  const sobjects = listEntities(context.org).map((e) => describeSummary(e.metadata, version));
  return jsonReply({ encoding: "UTF-8", maxBatchSize: 200, sobjects });
}

/** `GET /sobjects/{name}/describe`; 304 when nothing changed since If-Modified-Since. */
export async function describeOne(
  context: Context,
  request: ApiRequest,
  { version, object }: { readonly version: string; readonly object: string },
): Promise<Reply> {
  const { metadata } = entityOfPath(context, object);
  const changedAt = context.describeClock.changedAt(metadata);
  const headers = { "Last-Modified": changedAt.toUTCString() };
  const since = Date.parse(String(request.headers["if-modified-since"] ?? ""));
  if (changedAt.getTime() <= since) return emptyReply(304, headers);
  return jsonReply(describeObject(context.org, metadata, version), 200, headers);
}

/** `GET /sobjects/{name}`: the summary and the newest records. */
export async function objectBasics(
  context: Context,
  version: string,
  name: string,
): Promise<Reply> {
  const { metadata } = entityOfPath(context, name);
  const soql = `SELECT Id FROM ${metadata.name} ORDER BY Id DESC LIMIT 5`;
  const rows = await readRows(
    context.org,
    planQuery(context.org, soql, { version, includeDeleted: false }).sql,
  );
  const recentItems = rows.map(([text]) => JSON.parse(String(text)));
  return jsonReply({ objectDescribe: describeSummary(metadata, version), recentItems });
}
