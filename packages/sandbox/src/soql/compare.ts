import type { Operator } from "@jetstreamapp/soql-parser-js";
import { type DateRange, dateRange } from "./date-range.ts";
import { type Literal, literalSql, type Target } from "./literal.ts";
import { invalidField, malformedQuery } from "./soql-error.ts";
import { sqlString } from "./sql-text.ts";
import { readLikePattern, readString } from "./string-literal.ts";

/** The left side of a comparison. */
export interface Operand extends Target {
  readonly sql: string;
}

/** The rest of a comparison. */
export interface Comparison<Op extends string = string> {
  readonly operator: Op;
  readonly literals: readonly Literal[];
  /** The time from which date literals are counted. */
  readonly now: Date;
}

const ORDERINGS: readonly string[] = ["<", "<=", ">", ">="];

/**
 * SQL that is true or false, never null, for `operand operator literals`. As in SOQL a null equals only null, text
 * ignores case, and a negated comparison holds for null.
 */
export function compareSql(
  operand: Operand,
  { operator, literals, now }: Comparison<Operator>,
): string {
  if (operator === "IN") return anyOf(operand, literals, now);
  if (operator === "NOT IN") return `NOT ${anyOf(operand, literals, now)}`;
  if (operator === "INCLUDES") return includes(operand, literals);
  if (operator === "EXCLUDES") return `NOT ${includes(operand, literals)}`;
  const [literal] = literals;
  if (literal === undefined) throw malformedQuery("a comparison has no value");
  if (operator === "LIKE") return like(operand, literal);
  return compareOne(operand, { operator, literals: [literal], now });
}

/** How the left side is written so that it compares as SOQL does. */
export function comparable({ sql, kind }: Operand): string {
  return kind === "text" ? `lower(${sql})` : sql;
}

function anyOf(operand: Operand, literals: readonly Literal[], now: Date): string {
  const isPlain = (literal: Literal) => !literal.type.startsWith("DATE_");
  const values = literals.filter(isPlain).map((literal) => literalSql(literal, operand));
  const known = values.filter((value) => value !== undefined);
  const parts = literals
    .filter((l) => !isPlain(l))
    .map((l) => compareOne(operand, { operator: "=", literals: [l], now }));
  if (known.length < values.length) parts.push(isNull(operand, "="));
  if (known.length > 0)
    parts.push(`coalesce(${comparable(operand)} IN (${known.join(", ")}), false)`);
  return `(${parts.join(" OR ")})`;
}

function compareOne(
  operand: Operand,
  { operator, literals: [literal], now }: Comparison & { readonly literals: readonly [Literal] },
): string {
  if (literal.type.startsWith("DATE_"))
    return inRange(operand, operator, dateRange(literal.text, now));
  const value = literalSql(literal, operand);
  if (value === undefined) return isNull(operand, operator);
  if (operator === "!=") return `${comparable(operand)} IS DISTINCT FROM ${value}`;
  if (operator !== "=") checkOrdering(operand, operator);
  return `coalesce(${comparable(operand)} ${operator} ${value}, false)`;
}

function checkOrdering({ kind, name }: Operand, operator: string): void {
  if (ORDERINGS.includes(operator) && kind !== "boolean") return;
  throw invalidField(`invalid operator on ${kind} field ${name}: ${operator}`);
}

function isNull({ sql, kind }: Operand, operator: string): string {
  const empty = kind === "text" ? `coalesce(${sql}, '') = ''` : `${sql} IS NULL`;
  if (operator === "=") return `(${empty})`;
  if (operator === "!=") return `NOT (${empty})`;
  return "false";
}

function inRange(operand: Operand, operator: string, range: DateRange): string {
  const { sql, kind, name } = operand;
  if (kind !== "date" && kind !== "datetime") {
    throw invalidField(`value of filter criterion for field '${name}' must not be a date literal`);
  }
  const [from, to] = [range.from, range.to].map((at) => instantSql(at, kind));
  const inside = `coalesce(${sql} >= ${from} AND ${sql} < ${to}, false)`;
  if (operator === "=") return inside;
  if (operator === "!=") return `NOT ${inside}`;
  const bound = operator === "<" || operator === ">=" ? from : to;
  return `coalesce(${sql} ${operator.startsWith("<") ? "<" : ">="} ${bound}, false)`;
}

function instantSql(at: Date, kind: "date" | "datetime"): string {
  const text = at.toISOString();
  return kind === "date"
    ? `DATE ${sqlString(text.slice(0, 10))}`
    : `TIMESTAMPTZ ${sqlString(text)}`;
}

function like({ sql, kind, name }: Operand, literal: Literal): string {
  if (kind !== "text") throw invalidField(`invalid operator on ${kind} field ${name}: like`);
  if (literal.type !== "STRING") throw invalidField(`LIKE on field ${name} needs a string`);
  const pattern = sqlString(readLikePattern(literal.text));
  return `coalesce(lower(${sql}) LIKE lower(${pattern}) ESCAPE '\\', false)`;
}

/** `('a;b', 'c')` = has both a and b, or has c. */
function includes({ sql, kind, name }: Operand, literals: readonly Literal[]): string {
  if (kind !== "text") throw invalidField(`includes/excludes is not valid on field ${name}`);
  const list = `string_split(lower(coalesce(${sql}, '')), ';')`;
  const groups = literals.map(({ text }) =>
    readString(text)
      .split(";")
      .map((value) => hasValue(list, value)),
  );
  return `(${groups.map((all) => `(${all.join(" AND ")})`).join(" OR ")})`;
}

function hasValue(list: string, value: string): string {
  return `list_contains(${list}, lower(${sqlString(value)}))`;
}
