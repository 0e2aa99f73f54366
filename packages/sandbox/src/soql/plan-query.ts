import type { Query } from "@jetstreamapp/soql-parser-js";
import type { Org } from "../org/org.ts";
import { SalesforceError } from "../server/salesforce-error.ts";
import { aggregateSelect, isAggregateQuery, isPlainCount } from "./aggregate.ts";
import { getEntity } from "./find-entity.ts";
import { orderTerms } from "./order-by.ts";
import { parseSoql } from "./parse-soql.ts";
import { recordJson } from "./record-json.ts";
import { createScope, type FieldRef, fromSql, type Scope } from "./scope.ts";
import { selectFields } from "./select-fields.ts";
import { type FilterOptions, whereSql } from "./where.ts";

const MAX_OFFSET = 2000;

/** A REST query as SQL. */
export interface QueryPlan {
  /** `records`: one column of JSON text; `aggregate`: the same, at most one page; `count`: one number. */
  readonly kind: "records" | "aggregate" | "count";
  readonly object: string;
  readonly sql: string;
}

/** A list of records with its parts still apart. */
export interface RecordSelect {
  readonly fields: readonly FieldRef[];
  /** Everything from FROM to OFFSET. */
  readonly tail: string;
}

/** Translates SOQL for `/query` and `/queryAll`; throws SalesforceError for what SOQL does not allow. */
export function planQuery(
  org: Org,
  soql: string,
  { version, includeDeleted }: { readonly version: string; readonly includeDeleted: boolean },
): QueryPlan {
  const query = parseSoql(soql);
  const options = { now: org.now(), includeDeleted };
  const object = query.sObject;
  const scope = scopeOf(org, soql, query);
  if (isPlainCount(query)) return { kind: "count", object, sql: countSql(scope, query, options) };
  if (isAggregateQuery(query))
    return { kind: "aggregate", object, sql: aggregateSql(scope, query, options) };
  const { fields, tail } = selectRecords(scope, query, { ...options, storedOrder: false });
  return { kind: "records", object, sql: `SELECT ${recordJson(scope, fields, version)} ${tail}` };
}

type Parsed = ReturnType<typeof parseSoql>;

/** How `selectRecords` reads rows. */
export interface SelectOptions extends FilterOptions {
  /** Rows of an unordered, unlimited scan may come as they are stored: the same order until the org changes. */
  readonly storedOrder: boolean;
}

/** Translates a query that lists records; unordered rows come by Id so that repeating it repeats them. */
export function selectRecords(scope: Scope, query: Parsed, options: SelectOptions): RecordSelect {
  const fields = selectFields(scope, query);
  const where = whereSql(scope, query, options);
  const isScan = scope.joins.size === 0 && !where.includes("SELECT");
  const terms = orderTerms(scope, query.orderBy);
  const isStable = options.storedOrder && isScan && query.limit === undefined;
  const order = isStable && terms.length === 0 ? "" : orderSql(scope, terms);
  const tail = `FROM ${fromSql(scope)} WHERE ${where}${order}${limits(query)}`;
  return { fields, tail };
}

/** Ends with the Id: equal rows then come in the same order each time. */
function orderSql(scope: Scope, terms: readonly string[]): string {
  return ` ORDER BY ${[...terms, `${scope.root.alias}."Id"`].join(", ")}`;
}

/** The scope of a whole query, whose aliases are counted from `t0`. */
export function scopeOf(org: Org, soql: string, { sObject, sObjectAlias }: Parsed): Scope {
  let aliases = 0;
  const nextAlias = () => `t${aliases++}`;
  return createScope(getEntity(org, sObject), { org, soql, nextAlias, sObjectAlias });
}

function limits({ limit, offset }: Query): string {
  if (offset !== undefined && offset > MAX_OFFSET) {
    const message = `Maximum SOQL offset allowed is ${MAX_OFFSET}`;
    throw new SalesforceError(400, "NUMBER_OUTSIDE_VALID_RANGE", message);
  }
  const limitSql = limit === undefined ? "" : ` LIMIT ${Math.trunc(limit)}`;
  return offset === undefined ? limitSql : `${limitSql} OFFSET ${Math.trunc(offset)}`;
}

function countSql(scope: Scope, query: Parsed, options: FilterOptions): string {
  const where = whereSql(scope, query, options);
  return `SELECT count(*) FROM (SELECT 1 FROM ${fromSql(scope)} WHERE ${where}${limits(query)})`;
}

function aggregateSql(scope: Scope, query: Parsed, options: FilterOptions): string {
  const where = whereSql(scope, query, options);
  const { json, groupBy, having, orderBy } = aggregateSelect(scope, query, options.now);
  const group = groupBy === "" ? "" : ` GROUP BY ${groupBy}`;
  const order = orderBy.length > 0 ? orderBy.join(", ") : groupBy;
  const tail = order === "" ? "" : ` ORDER BY ${order}`;
  const from = `FROM ${fromSql(scope)} WHERE ${where}${group} HAVING ${having}`;
  return `SELECT ${json} ${from}${tail}${limits(query)}`;
}
