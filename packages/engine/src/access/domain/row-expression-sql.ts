import type { RowConstant, RowExpression } from "@lakewright/config";
import type { ColumnKind } from "../../core/index.ts";
import { quoteName, quoteText } from "../../core/index.ts";
import type { ColumnExpression } from "./evaluate-row.ts";
import { escapedPattern, likeSteps } from "./like-pattern.ts";

/** Kind of each column; undefined where the relation has no such column. */
export type KindOf = (column: string) => ColumnKind | undefined;

/** What engines write differently. */
export interface RowSqlDialect {
  /** A text as a literal. */
  readonly text: (value: string) => string;
  /** Mark that escapes wildcards in patterns, as a character and as a literal. */
  readonly escape: { readonly mark: string; readonly literal: string };
  readonly double: string;
  /** Integers below 2 to this power are compared exactly; what is larger, as a double. */
  readonly integerBits: 63 | 127;
}

/** The laptop's engine. */
const duckdb: RowSqlDialect = {
  text: quoteText,
  escape: { mark: "\\", literal: "'\\'" },
  double: "DOUBLE",
  integerBits: 127,
};

const unknown = "CAST(NULL AS BOOLEAN)";

/**
 * The expression in SQL, DuckDB's unless another dialect is given, with the truth value that `evaluateRow` gives: true, false or NULL. It cannot fail on
 * any value: what cannot be compared (a text with a number, a date, a missing column) is NULL, so that the row stays
 * closed. Decimals are compared as doubles.
 */
export function rowExpressionSql(
  expression: RowExpression,
  kindOf: KindOf,
  dialect: RowSqlDialect = duckdb,
): string {
  switch (expression.kind) {
    case "and":
    case "or":
      return listSql(
        expression.kind,
        expression.parts.map((part) => rowExpressionSql(part, kindOf, dialect)),
      );
    case "not":
      return `(NOT ${rowExpressionSql(expression.part, kindOf, dialect)})`;
    default: {
      const kind = kindOf(expression.column);
      return kind === undefined ? unknown : columnSql(expression, kind, dialect);
    }
  }
}

function columnSql(expression: ColumnExpression, kind: ColumnKind, dialect: RowSqlDialect): string {
  const column = quoteName(expression.column);
  switch (expression.kind) {
    case "compare":
      return comparedSql(column, kind, expression.operator, expression.value, dialect);
    case "between":
      return betweenSql(column, kind, expression, dialect);
    case "in":
      return inSql(column, kind, expression, dialect);
    case "like":
      return likeSql(column, kind, expression, dialect);
    case "is_null":
      return `(${column} IS ${expression.negated ? "NOT " : ""}NULL)`;
  }
}

function betweenSql(
  column: string,
  kind: ColumnKind,
  { low, high, negated }: Extract<RowExpression, { readonly kind: "between" }>,
  dialect: RowSqlDialect,
): string {
  const both = listSql("and", [
    comparedSql(column, kind, ">=", low, dialect),
    comparedSql(column, kind, "<=", high, dialect),
  ]);
  return negated ? `(NOT ${both})` : both;
}

function inSql(
  column: string,
  kind: ColumnKind,
  { values, negated }: Extract<RowExpression, { readonly kind: "in" }>,
  dialect: RowSqlDialect,
): string {
  const isTextList = kind === "text" && values.every((value) => typeof value === "string");
  const either =
    isTextList && values.length > 0
      ? `(${column} IN (${values.map((value) => dialect.text(String(value))).join(", ")}))`
      : listSql(
          "or",
          values.map((value) => comparedSql(column, kind, "=", value, dialect)),
        );
  return negated ? `(NOT ${either})` : either;
}

function likeSql(
  column: string,
  kind: ColumnKind,
  { pattern, negated }: Extract<RowExpression, { readonly kind: "like" }>,
  dialect: RowSqlDialect,
): string {
  if (kind !== "text") return unknown;
  const { mark, literal } = dialect.escape;
  const escaped = dialect.text(escapedPattern(likeSteps(pattern), mark));
  return `(${column} ${negated ? "NOT " : ""}LIKE ${escaped} ESCAPE ${literal})`;
}

function comparedSql(
  column: string,
  kind: ColumnKind,
  operator: string,
  value: RowConstant,
  { text, double, integerBits }: RowSqlDialect,
): string {
  if (kind === "text" && typeof value === "string") return `(${column} ${operator} ${text(value)})`;
  if (kind === "boolean" && typeof value === "boolean") return `(${column} ${operator} ${value})`;
  if (kind === "integer" && typeof value === "number" && isWhole(value, integerBits))
    return `(${column} ${operator} CAST(${BigInt(value)} AS ${integerType(value)}))`;
  if ((kind === "integer" || kind === "number") && typeof value === "number")
    return `(CAST(${column} AS ${double}) ${operator} CAST('${value}' AS ${double}))`;
  return unknown;
}

/** Whole, and small enough for the engine's integers; no integer column holds what is larger. */
function isWhole(value: number, bits: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** bits;
}

function integerType(value: number): string {
  return Math.abs(value) < 2 ** 63 ? "BIGINT" : "HUGEINT";
}

function listSql(kind: "and" | "or", parts: readonly string[]): string {
  if (parts.length === 0) return kind === "and" ? "true" : "false";
  return `(${parts.join(kind === "and" ? " AND " : " OR ")})`;
}
