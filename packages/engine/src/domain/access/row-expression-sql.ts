import type { RowConstant, RowExpression } from "@lakewright/config";
import { quoteName, quoteText } from "../sql-text.ts";
import type { ColumnKind } from "./column-kind.ts";
import type { ColumnExpression } from "./evaluate-row.ts";
import { escapedPattern, likeSteps } from "./like-pattern.ts";

/** Kind of each column; undefined where the relation has no such column. */
export type KindOf = (column: string) => ColumnKind | undefined;

const unknown = "CAST(NULL AS BOOLEAN)";

/**
 * The expression for DuckDB, with the truth value that `evaluateRow` gives: true, false or NULL. It cannot fail on
 * any value: what cannot be compared (a text with a number, a date, a missing column) is NULL, so that the row stays
 * closed. Decimals are compared as doubles.
 */
export function rowExpressionSql(expression: RowExpression, kindOf: KindOf): string {
  switch (expression.kind) {
    case "and":
    case "or":
      return listSql(
        expression.kind,
        expression.parts.map((part) => rowExpressionSql(part, kindOf)),
      );
    case "not":
      return `(NOT ${rowExpressionSql(expression.part, kindOf)})`;
    default: {
      const kind = kindOf(expression.column);
      return kind === undefined ? unknown : columnSql(expression, kind);
    }
  }
}

function columnSql(expression: ColumnExpression, kind: ColumnKind): string {
  const column = quoteName(expression.column);
  switch (expression.kind) {
    case "compare":
      return comparedSql(column, kind, expression.operator, expression.value);
    case "between":
      return betweenSql(column, kind, expression);
    case "in":
      return inSql(column, kind, expression);
    case "like":
      return likeSql(column, kind, expression);
    case "is_null":
      return `(${column} IS ${expression.negated ? "NOT " : ""}NULL)`;
  }
}

function betweenSql(
  column: string,
  kind: ColumnKind,
  { low, high, negated }: Extract<RowExpression, { readonly kind: "between" }>,
): string {
  const both = listSql("and", [
    comparedSql(column, kind, ">=", low),
    comparedSql(column, kind, "<=", high),
  ]);
  return negated ? `(NOT ${both})` : both;
}

function inSql(
  column: string,
  kind: ColumnKind,
  { values, negated }: Extract<RowExpression, { readonly kind: "in" }>,
): string {
  const isTextList = kind === "text" && values.every((value) => typeof value === "string");
  const either =
    isTextList && values.length > 0
      ? `(${column} IN (${values.map((value) => quoteText(String(value))).join(", ")}))`
      : listSql(
          "or",
          values.map((value) => comparedSql(column, kind, "=", value)),
        );
  return negated ? `(NOT ${either})` : either;
}

function likeSql(
  column: string,
  kind: ColumnKind,
  { pattern, negated }: Extract<RowExpression, { readonly kind: "like" }>,
): string {
  if (kind !== "text") return unknown;
  const escaped = quoteText(escapedPattern(likeSteps(pattern)));
  return `(${column} ${negated ? "NOT " : ""}LIKE ${escaped} ESCAPE '\\')`;
}

function comparedSql(
  column: string,
  kind: ColumnKind,
  operator: string,
  value: RowConstant,
): string {
  if (kind === "text" && typeof value === "string")
    return `(${column} ${operator} ${quoteText(value)})`;
  if (kind === "boolean" && typeof value === "boolean") return `(${column} ${operator} ${value})`;
  if (kind === "integer" && typeof value === "number" && isWhole(value))
    return `(${column} ${operator} CAST(${BigInt(value)} AS ${integerType(value)}))`;
  if ((kind === "integer" || kind === "number") && typeof value === "number")
    return `(CAST(${column} AS DOUBLE) ${operator} CAST('${value}' AS DOUBLE))`;
  return unknown;
}

/** Whole, and small enough for DuckDB's integers; no integer column holds what is larger. */
function isWhole(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 127;
}

function integerType(value: number): string {
  return Math.abs(value) < 2 ** 63 ? "BIGINT" : "HUGEINT";
}

function listSql(kind: "and" | "or", parts: readonly string[]): string {
  if (parts.length === 0) return kind === "and" ? "true" : "false";
  return `(${parts.join(kind === "and" ? " AND " : " OR ")})`;
}
