import { type FieldSpec, field } from "./field-spec.ts";
import type { FieldMetadata } from "./org.ts";
import { identifier, sql } from "./value.ts";

/** A column of a file. */
export interface InferredColumn {
  readonly name: string;
  /** DuckDB's type. */
  readonly type: string;
  /** Its SQL name while the table is made. */
  readonly column: string;
  /** Longest text, greatest absolute value of a whole number, or how many booleans are blank; else 0. */
  readonly longest: number;
}

/** Whether a DuckDB type holds whole numbers only. */
export function isWholeNumber(type: string): boolean {
  return /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type);
}

/** The custom field that a column becomes. */
export function inferField(column: InferredColumn, name: string): FieldSpec {
  const { type, value, edit, ...described } = inferred(column);
  const made = field(name, type, { value: sql(value), label: column.name, ...described });
  return edit ? { ...made, edit: sql(edit(identifier(name))) } : made;
}

interface Inference extends Partial<Pick<FieldMetadata, "length" | "precision" | "scale">> {
  readonly type: string;
  readonly value: string;
  readonly edit?: (column: string) => string;
}

function inferred({ type, column, longest }: InferredColumn): Inference {
  if (type === "VARCHAR") return textOf(column, longest);
  if (type === "JSON") return textOf(plainJson(column), longest);
  if (isWholeNumber(type)) return wholeNumber(column, longest);
  if (type === "BOOLEAN") return truth(column, longest);
  const decimals = /^DECIMAL\((\d+),(\d+)\)$/.exec(type);
  if (decimals) return decimalNumber(column, Number(decimals[1]), Number(decimals[2]));
  if (type.startsWith("TIMESTAMP")) {
    return { type: "datetime", value: `date_trunc('millisecond', ${column}::TIMESTAMPTZ)` };
  }
  return plainTypes[type]?.(column) ?? otherOf(type, column);
}

const plainTypes: Readonly<Record<string, (column: string) => Inference>> = {
  DATE: (column) => ({ type: "date", value: column }),
  DOUBLE: floating,
  FLOAT: floating,
  TIME: (column) => ({
    type: "time",
    value: `strftime(DATE '2000-01-01' + ${column}, '%H:%M:%S.%gZ')`,
  }),
  BLOB: (column) => ({ type: "base64", value: `base64(${column})` }),
};

/** A checkbox of Salesforce is never blank: a column with blanks is text. */
function truth(column: string, blanks: number): Inference {
  return blanks > 0 ? textOf(`${column}::VARCHAR`, 5) : { type: "boolean", value: column };
}

/** SQL of JSON as text: a string without its quotes, anything else as it is written. */
export function plainJson(column: string): string {
  return `(${column} ->> '$')`;
}

/** Salesforce has neither infinity nor NaN: they become null. */
function floating(column: string): Inference {
  return {
    type: "double",
    value: `CASE WHEN isfinite(${column}) THEN ${column} END`,
    precision: 18,
    scale: 6,
    edit: (name) => `${name} + 1`,
  };
}

/** Custom number fields are doubles; what a double cannot hold exactly stays text. */
function wholeNumber(column: string, greatest: number): Inference {
  if (greatest > Number.MAX_SAFE_INTEGER) return textOf(`${column}::VARCHAR`, 40);
  const edit = (name: string) => `${name} + 1`;
  return { type: "double", value: column, precision: 18, scale: 0, edit };
}

function decimalNumber(column: string, precision: number, scale: number): Inference {
  const edit = (name: string) => `${name} + 1`;
  return { type: "double", value: column, precision, scale, edit };
}

function textOf(column: string, longest: number): Inference {
  if (longest <= 255) return { type: "string", value: column, length: 255 };
  return { type: "textarea", value: column, length: Math.max(32_000, longest) };
}

/** Nested values as JSON; UUIDs, enumerations and the like as text. */
function otherOf(type: string, column: string): Inference {
  const nested = /^(STRUCT|MAP|UNION)|\]$/.test(type);
  if (!nested) return textOf(`${column}::VARCHAR`, 255);
  return { type: "textarea", value: `to_json(${column})::VARCHAR`, length: 131_072 };
}
