import type { FieldType, Query } from "@jetstreamapp/soql-parser-js";
import type { Org } from "../org/org.ts";
import { SalesforceError } from "../server/salesforce-error.ts";
import { isAggregateQuery } from "../soql/aggregate.ts";
import { isCompound } from "../soql/entity.ts";
import { parseSoql } from "../soql/parse-soql.ts";
import { scopeOf, selectRecords } from "../soql/plan-query.ts";
import type { FieldRef } from "../soql/scope.ts";
import { csvHeader, csvRow } from "./csv-row.ts";
import type { JobRequest } from "./job-request.ts";

/** A Bulk query as SQL. */
export interface BulkPlan {
  readonly object: string;
  /** The CSV header row with its line ending. */
  readonly header: string;
  /** One column: each row as CSV text. */
  readonly sql: string;
}

/** Translates the SOQL of a query job; throws SalesforceError for what Bulk API 2.0 refuses. */
export function planBulk(org: Org, request: JobRequest): BulkPlan {
  const query = parseSoql(request.query);
  refuseUnsupported(query);
  const scope = scopeOf(org, request.query, query);
  const { fields, tail } = selectRecords(scope, query, {
    now: org.now(),
    includeDeleted: request.operation === "queryAll",
    // Sorting a large result would take longer than reading it, and Bulk API 2.0 promises no order.
    storedOrder: true,
  });
  for (const field of fields) refuseField(field);
  return {
    object: scope.root.entity.metadata.name,
    header: csvHeader(fields, request),
    sql: `SELECT ${csvRow(fields, request)} ${tail}`,
  };
}

function refuseUnsupported(query: Query): void {
  if ((query.fields ?? []).some((field) => field.type === "FieldSubquery")) {
    throw refused("Aggregate Relationships not supported in Bulk V2 Query with CSV content type");
  }
  if ((query.fields ?? []).some((field) => field.type === "FieldTypeof")) {
    throw refused("TYPEOF is not supported in Bulk V2 Query");
  }
  if (isAggregateQuery(query))
    throw refused("Aggregate functions and GROUP BY not supported in Bulk V2 Query");
  if (query.offset !== undefined) throw refused("OFFSET is not supported in Bulk V2 Query");
  if ((query.fields ?? []).some(isFieldsCall))
    throw refused("FIELDS() is not supported in Bulk V2 Query");
}

function isFieldsCall(field: FieldType): boolean {
  return field.type === "FieldFunctionExpression" && field.functionName.toUpperCase() === "FIELDS";
}

function refuseField({ field }: FieldRef): void {
  if (isCompound(field)) throw refused("Selecting compound data not supported in Bulk Query");
  if (field.type === "base64") throw refused("Selecting binary data not supported in Bulk Query");
}

function refused(message: string): SalesforceError {
  return new SalesforceError(400, "FUNCTIONALITY_NOT_ENABLED", message);
}
