import type { DuckDBConnection } from "@duckdb/node-api";
import { apiNames } from "./api-name.ts";
import { type FieldSpec, field, labelOf } from "./field-spec.ts";
import { type InferredColumn, inferField, isWholeNumber, plainJson } from "./infer-field.ts";
import { auditFields, idField, type ObjectSpec, ownerField } from "./object-spec.ts";
import { autoNumber, identifier, sql } from "./value.ts";

/** A file that can be read as a table. */
export interface TableFile {
  /** Makes the SQL table function that reads it. */
  readonly reader: (connection: DuckDBConnection) => Promise<string>;
  /** API name and key prefix of the object it becomes. */
  readonly name: string;
  readonly keyPrefix: string;
}

type Inferred =
  | { readonly spec: ObjectSpec; readonly rows: number; readonly reason?: undefined }
  | { readonly spec?: undefined; readonly rows?: undefined; readonly reason: string };

/** The object that a file's columns describe; a reason instead if it holds no records or cannot be read to its end. */
export async function inferObject(
  connection: DuckDBConnection,
  table: TableFile,
): Promise<Inferred> {
  try {
    const reader = await table.reader(connection);
    const columns = await columnsOf(connection, reader);
    const [first] = columns;
    if (columns.length === 1 && first?.name === "json" && first.type === "JSON") {
      return { reason: "the JSON array does not hold objects" };
    }
    const { rows, lengths } = await measure(connection, reader, columns);
    const measured = columns.map((column, at) => ({ ...column, longest: lengths[at] ?? 0 }));
    return { spec: specOf({ ...table, reader }, measured, rows), rows };
  } catch (error) {
    return { reason: `cannot be read as a table: ${brief(error)}` };
  }
}

async function columnsOf(connection: DuckDBConnection, reader: string) {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${reader}`);
  return described.getRows().map(([name, type], at) => ({
    name: String(name),
    type: String(type),
    column: `c${at}`,
  }));
}

/** Rows of the table and the longest text of each column. */
async function measure(
  connection: DuckDBConnection,
  reader: string,
  columns: readonly { readonly name: string; readonly type: string; readonly column: string }[],
) {
  const maxLengths = columns.map(({ column, type }) => maxLengthOf(column, type));
  const result = await connection.runAndReadAll(
    `SELECT ${["count(*)::INTEGER", ...maxLengths].join(", ")} FROM (FROM ${reader}) t(${columns
      .map(({ column }) => column)
      .join(", ")})`,
  );
  const [rows, ...lengths] = (result.getRows()[0] ?? []).map(Number);
  return { rows: rows ?? 0, lengths };
}

function maxLengthOf(column: string, type: string): string {
  if (type === "BOOLEAN") return `count(*) FILTER (${column} IS NULL)::INTEGER`;
  if (isWholeNumber(type)) return `coalesce(max(abs(${column}::HUGEINT)), 0)::DOUBLE`;
  const text = type === "JSON" ? plainJson(column) : column;
  const isText = type === "VARCHAR" || type === "JSON";
  return isText ? `coalesce(max(length(${text})), 0)::INTEGER` : "0";
}

/** The line, its text and what is wrong with it, without DuckDB's list of settings. */
function brief(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [told = ""] = message.replace(/^[\w ]*Error: /, "").split(/\n\n|\nPossible /, 1);
  const [, line, text, reason] =
    /^CSV Error on Line: (\d+)\nOriginal Line: (.*)\n([^\n]+)$/s.exec(told) ?? [];
  if (line === undefined) return told.replaceAll("\n", " ");
  const start = [...(text ?? "")].slice(0, 80).join("");
  return `line ${line}: ${reason} (it begins ${JSON.stringify(start)})`;
}

interface ReadTable extends Omit<TableFile, "reader"> {
  readonly reader: string;
}

function specOf(table: ReadTable, columns: readonly InferredColumn[], rows: number): ObjectSpec {
  const { name, keyPrefix, reader } = table;
  const names = apiNames(columns.map((column) => column.name));
  const label = labelOf(name);
  const inferred = columns.map((column, at) => inferField(column, names[at] ?? column.name));
  const places = ["i", ...columns.map(({ column }) => column)].map(identifier).join(", ");
  return {
    name,
    label,
    labelPlural: label,
    keyPrefix,
    rows: () => rows,
    source: `(SELECT row_number() OVER () - 1, * FROM ${reader}) source(${places})`,
    fields: [
      idField(name),
      ownerField(),
      nameField(columns, label),
      ...auditFields(name),
      ...inferred,
    ],
  };
}

/** The table's own name column if it has one, else a number that counts up. */
function nameField(columns: readonly InferredColumn[], label: string): FieldSpec {
  const named = columns.find(
    ({ name, type }) => /^(name|title)$/i.test(name) && type === "VARCHAR",
  );
  const numbered = autoNumber(label.slice(0, 60));
  const value = named
    ? sql((dice) => `coalesce(nullif(left(${named.column}, 80), ''), ${numbered(dice, "Name")})`)
    : numbered;
  return field("Name", "string", { value, label: `${label} Name`, length: 80, idLookup: true });
}
