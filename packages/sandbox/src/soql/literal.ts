import { toLongId } from "../org/record-id.ts";
import { SalesforceError } from "../server/salesforce-error.ts";
import type { FieldKind } from "./field-kind.ts";
import { invalidField, malformedQuery } from "./soql-error.ts";
import { sqlString } from "./sql-text.ts";
import { readString } from "./string-literal.ts";

/** A value in a condition, as the parser returns it. */
export interface Literal {
  readonly text: string;
  readonly type: string;
}

/** The field or function that a literal is compared with. */
export interface Target {
  /** As written in the query, for messages. */
  readonly name: string;
  readonly kind: FieldKind;
}

const SPOKEN: Readonly<Record<FieldKind, string>> = {
  id: "ID",
  text: "string",
  number: "double",
  integer: "int",
  boolean: "boolean",
  date: "date",
  datetime: "dateTime",
  time: "time",
};

/** The SQL literal for `literal`; undefined for null and the empty string. Throws INVALID_FIELD on a type mismatch. */
export function literalSql(literal: Literal, target: Target): string | undefined {
  if (literal.type === "NULL") return undefined;
  const sql = WRITERS[target.kind](literal, target);
  if (sql === null) throw mismatch(target, literal);
  return sql;
}

type Writer = (literal: Literal, target: Target) => string | undefined | null;

const WRITERS: Readonly<Record<FieldKind, Writer>> = {
  text: (literal) => (literal.type === "STRING" ? textSql(literal.text) : null),
  id: (literal, target) => (literal.type === "STRING" ? idSql(literal.text, target) : null),
  number: numberSql,
  integer: numberSql,
  boolean: (literal) => (literal.type === "BOOLEAN" ? String(/^true$/i.test(literal.text)) : null),
  date: (literal) =>
    literal.type === "DATE" ? `DATE ${sqlString(validDate(literal.text))}` : null,
  datetime: (literal) => (literal.type === "DATETIME" ? dateTimeSql(literal.text) : null),
  time: () => null,
};

function textSql(text: string): string | undefined {
  const value = readString(text);
  return value === "" ? undefined : `lower(${sqlString(value)})`;
}

function idSql(text: string, target: Target): string | undefined {
  const value = readString(text);
  if (value === "") return undefined;
  const id = toLongId(value);
  if (id !== undefined) return sqlString(id);
  const message = `invalid ID field: ${value}`;
  const error = new SalesforceError(400, "INVALID_QUERY_FILTER_OPERATOR", message);
  error.fields = [target.name];
  throw error;
}

function numberSql({ text }: Literal): string | null {
  const number = text.replace(/^[A-Za-z]{3}(?=[\d.+-])/, "");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(number) ? `${number}::DOUBLE` : null;
}

function validDate(text: string): string {
  const at = new Date(`${text}T00:00:00Z`);
  // Compared as text because JavaScript turns 30 February into 1 March.
  if (!Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text) return text;
  throw malformedQuery(`Invalid date: ${text}`);
}

function dateTimeSql(text: string): string {
  const at = new Date(text.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  if (Number.isNaN(at.getTime())) throw malformedQuery(`Invalid datetime: ${text}`);
  return `TIMESTAMPTZ ${sqlString(at.toISOString())}`;
}

function mismatch({ name, kind }: Target, literal: Literal): SalesforceError {
  const needsQuotes = kind === "text" || kind === "id";
  const isQuoted = literal.type === "STRING";
  const advice = ` and should ${needsQuotes ? "" : "not "}be enclosed in quotes`;
  const type = `must be of type ${SPOKEN[kind]}${isQuoted === needsQuotes ? "" : advice}`;
  return invalidField(`value of filter criterion for field '${name}' ${type}`);
}
