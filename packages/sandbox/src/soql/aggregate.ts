import type { FieldType, Query } from "@jetstreamapp/soql-parser-js";
import type { Operand } from "./compare.ts";
import { compareSql } from "./compare.ts";
import { conditionSql } from "./condition-tree.ts";
import { functionOperand, isAggregateCall } from "./function-call.ts";
import { orderTerms } from "./order-by.ts";
import type { Scope } from "./scope.ts";
import { malformedQuery } from "./soql-error.ts";
import { sqlString } from "./sql-text.ts";
import { jsonValue } from "./value-text.ts";
import { fieldOperand } from "./where.ts";

/** The aggregate parts of a SELECT. */
export interface AggregateSelect {
  /** SQL that makes one result's JSON text. */
  readonly json: string;
  readonly groupBy: string;
  readonly having: string;
  readonly orderBy: readonly string[];
}

/** True when the query counts or groups instead of listing records. */
export function isAggregateQuery(query: Query): boolean {
  const calls = (query.fields ?? []).some(
    (field) => field.type === "FieldFunctionExpression" && isAggregateCall(field.functionName),
  );
  return calls || query.groupBy !== undefined;
}

/** True for `SELECT COUNT() FROM …`, which answers with a number and no records. */
export function isPlainCount({ fields, groupBy }: Query): boolean {
  const [field] = fields ?? [];
  if (fields?.length !== 1 || groupBy !== undefined) return false;
  if (field?.type !== "FieldFunctionExpression") return false;
  return field.functionName.toUpperCase() === "COUNT" && field.parameters.length === 0;
}

/** Translates an aggregate query other than a plain count. */
export function aggregateSelect(scope: Scope, query: Query, now: Date): AggregateSelect {
  const grouped = groupOperands(scope, query);
  return {
    json: resultJson(scope, query.fields ?? [], grouped),
    groupBy: grouped.map(({ sql }) => sql).join(", "),
    having: havingSql(scope, query, now),
    orderBy: orderTerms(scope, query.orderBy),
  };
}

function groupOperands(scope: Scope, { groupBy }: Query): Operand[] {
  const clauses = groupBy === undefined ? [] : [groupBy].flat();
  return clauses.map((clause) =>
    "fn" in clause ? functionOperand(scope, clause.fn) : fieldOperand(scope, clause.field),
  );
}

function resultJson(
  scope: Scope,
  fields: readonly FieldType[],
  grouped: readonly Operand[],
): string {
  let unnamed = 0;
  const members = fields.map((field) => {
    const { operand, name } = aggregateColumn(scope, field);
    checkGrouped(operand, field, grouped);
    const key = name ?? `expr${unnamed++}`;
    return `${sqlString(`,${JSON.stringify(key)}:`)}, ${jsonValue(operand.sql, operand.kind)}`;
  });
  const head = sqlString('{"attributes":{"type":"AggregateResult"}');
  return `concat(${[head, ...members, "'}'"].join(", ")})`;
}

function aggregateColumn(
  scope: Scope,
  field: FieldType,
): { operand: Operand; name: string | undefined } {
  if (field.type === "FieldFunctionExpression") {
    return { operand: functionOperand(scope, asCall(field)), name: field.alias };
  }
  if (field.type === "Field") {
    return { operand: fieldOperand(scope, field.field), name: field.alias ?? field.field };
  }
  if (field.type === "FieldRelationship") {
    const path = [...field.relationships, field.field].join(".");
    const alias = "alias" in field ? field.alias : undefined;
    return { operand: fieldOperand(scope, path), name: alias ?? field.field };
  }
  throw malformedQuery("this field cannot stand in an aggregate query");
}

function asCall(field: Extract<FieldType, { type: "FieldFunctionExpression" }>) {
  const parameters = field.parameters.filter((p) => typeof p === "string");
  return {
    functionName: field.functionName,
    parameters,
    rawValue: field.rawValue ?? field.functionName,
  };
}

function checkGrouped(operand: Operand, field: FieldType, grouped: readonly Operand[]): void {
  if (field.type === "FieldFunctionExpression" && isAggregateCall(field.functionName)) return;
  if (grouped.some(({ sql }) => sql === operand.sql)) return;
  throw malformedQuery(`Field must be grouped or aggregated: ${operand.name}`);
}

function havingSql(scope: Scope, { having }: Query, now: Date): string {
  if (having === undefined) return "true";
  return conditionSql(having, (condition) => {
    if (!("operator" in condition) || !("value" in condition))
      throw malformedQuery("unexpected HAVING");
    const operand =
      "fn" in condition
        ? functionOperand(scope, condition.fn)
        : fieldOperand(scope, condition.field);
    const text = String(condition.value);
    const literals = [{ text, type: String(condition.literalType) }];
    return compareSql(operand, { operator: condition.operator, literals, now });
  });
}
