import type { ConditionWithValueQuery, Query } from "@jetstreamapp/soql-parser-js";
import { compareSql, type Operand } from "./compare.ts";
import { conditionSql } from "./condition-tree.ts";
import { isCompound } from "./entity.ts";
import { fieldKind } from "./field-kind.ts";
import { getEntity } from "./find-entity.ts";
import { functionOperand } from "./function-call.ts";
import type { Literal } from "./literal.ts";
import { createScope, type FieldRef, fromSql, resolveField, type Scope } from "./scope.ts";
import { invalidField, malformedQuery, pointAt } from "./soql-error.ts";

/** How rows are filtered beyond what the query says. */
export interface FilterOptions {
  readonly now: Date;
  /** Keep soft-deleted rows, as queryAll does. */
  readonly includeDeleted: boolean;
}

/** The WHERE clause of `query` in `scope`; `true` when nothing is filtered. */
export function whereSql(
  scope: Scope,
  query: Pick<Query, "where">,
  options: FilterOptions,
): string {
  const parts = [...notDeleted(scope, options)];
  if (query.where) parts.push(conditionSql(query.where, (c) => leafSql(scope, c, options)));
  return parts.join(" AND ") || "true";
}

function notDeleted(scope: Scope, { includeDeleted }: FilterOptions): string[] {
  const { entity, alias } = scope.root;
  const has = entity.metadata.fields.some((field) => field.name === "IsDeleted");
  return has && !includeDeleted ? [`NOT coalesce(${alias}."IsDeleted", false)`] : [];
}

function leafSql(scope: Scope, condition: ConditionWithValueQuery, options: FilterOptions): string {
  if ("valueQuery" in condition) return semiJoin(scope, condition, options);
  if (!("operator" in condition)) throw malformedQuery("unexpected token: ')'");
  const operand =
    "fn" in condition ? functionOperand(scope, condition.fn) : fieldOperand(scope, condition.field);
  const { operator } = condition;
  return compareSql(operand, { operator, literals: literalsOf(condition), now: options.now });
}

/** A field as the left side of a condition; throws INVALID_FIELD when it cannot be filtered. */
export function fieldOperand(scope: Scope, name: string): Operand {
  const ref = resolveField(scope, name);
  if (!isFilterable(ref)) {
    throw pointAt(
      scope.soql,
      name,
      invalidField(`field '${name}' can not be filtered in a query call`),
    );
  }
  return { sql: ref.sql, kind: fieldKind(ref.field.type), name };
}

/** Compound, long text and binary fields cannot be used in WHERE or ORDER BY. */
export function isFilterable({ field }: Pick<FieldRef, "field">): boolean {
  if (isCompound(field) || field.type === "base64") return false;
  return !(field.type === "textarea" && field.length > 255);
}

function literalsOf(condition: { value: string | string[]; literalType?: unknown }): Literal[] {
  const texts = Array.isArray(condition.value) ? condition.value : [condition.value];
  const types = condition.literalType;
  return texts.map((text, i) => ({ text, type: String(Array.isArray(types) ? types[i] : types) }));
}

type SemiJoin = Extract<ConditionWithValueQuery, { valueQuery: Query }>;

/** `field IN (SELECT …)`. */
function semiJoin(scope: Scope, condition: SemiJoin, options: FilterOptions): string {
  const { valueQuery: inner, operator, field } = condition;
  const [selected, ...rest] = inner.fields ?? [];
  if (operator !== "IN" && operator !== "NOT IN")
    throw malformedQuery(`unexpected token: '${operator}'`);
  if (selected?.type !== "Field" || rest.length > 0 || inner.sObject === undefined) {
    throw malformedQuery("a semi-join sub-select must select exactly one field");
  }
  const entity = getEntity(scope.org, inner.sObject);
  const { org, soql, nextAlias } = scope;
  const innerScope = createScope(entity, {
    org,
    soql,
    nextAlias,
    sObjectAlias: inner.sObjectAlias,
  });
  const column = resolveField(innerScope, selected.field).sql;
  const where = whereSql(innerScope, inner, { ...options, includeDeleted: false });
  const select = `SELECT ${column} FROM ${fromSql(innerScope)} WHERE (${where}) AND ${column} IS NOT NULL`;
  const isIn = `coalesce(${fieldOperand(scope, field).sql} IN (${select}), false)`;
  return operator === "IN" ? isIn : `NOT ${isIn}`;
}
