import type { RowConstant, RowExpression } from "@lakewright/config";
import type { ColumnKind } from "../../core/index.ts";
import { quoteName, quoteText } from "../../core/index.ts";
import type { ColumnExpression } from "./evaluate-row.ts";
import { escapedPattern, likeSteps } from "./like-pattern.ts";

/** Kind of each column; undefined where the relation has no such column. */
export type KindOf = (column: string) => ColumnKind | undefined;

/** SQL that differs between engines. */
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
 * The expression in SQL, DuckDB's unless another dialect is given, with the truth value that `evaluateRow` gives: true, false or
 * NULL. It cannot fail on any value: what cannot be compared (a text with a number, a date, a missing column) is NULL, so that
 * the row stays closed. Decimals are compared as doubles.
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
  const operand: Operand = { column: quoteName(expression.column), kind, dialect };
  switch (expression.kind) {
    case "compare":
      return comparedSql(operand, expression.operator, expression.value);
    case "between":
      return betweenSql(operand, expression);
    case "in":
      return inSql(operand, expression);
    case "like":
      return likeSql(operand, expression);
    case "is_null":
      return `(${operand.column} IS ${expression.negated ? "NOT " : ""}NULL)`;
  }
}

/** One side of a comparison, in one dialect. */
interface Operand {
  /** Quoted. */
  readonly column: string;
  readonly kind: ColumnKind;
  readonly dialect: RowSqlDialect;
}

function betweenSql(
  operand: Operand,
  { low, high, negated }: Extract<RowExpression, { readonly kind: "between" }>,
): string {
  const both = listSql("and", [comparedSql(operand, ">=", low), comparedSql(operand, "<=", high)]);
  return negated ? `(NOT ${both})` : both;
}

function inSql(
  operand: Operand,
  { values, negated }: Extract<RowExpression, { readonly kind: "in" }>,
): string {
  const { column, kind, dialect } = operand;
  const isTextList = kind === "text" && values.every((value) => typeof value === "string");
  const either =
    isTextList && values.length > 0
      ? `(${column} IN (${values.map((value) => dialect.text(String(value))).join(", ")}))`
      : listSql(
          "or",
          values.map((value) => comparedSql(operand, "=", value)),
        );
  return negated ? `(NOT ${either})` : either;
}

function likeSql(
  { column, kind, dialect }: Operand,
  { pattern, negated }: Extract<RowExpression, { readonly kind: "like" }>,
): string {
  if (kind !== "text") return unknown;
  const { mark, literal } = dialect.escape;
  const escaped = dialect.text(escapedPattern(likeSteps(pattern), mark));
  return `(${column} ${negated ? "NOT " : ""}LIKE ${escaped} ESCAPE ${literal})`;
}

function comparedSql(
  { column, kind, dialect }: Operand,
  operator: string,
  value: RowConstant,
): string {
  const { text, double, integerBits } = dialect;
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
