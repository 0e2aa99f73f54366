/** One field of a source object, as its describe call reports it, reduced to what the lake needs. */
export interface FieldDescription {
  /** API name, such as `BillingCity`. */
  readonly name: string;
  readonly label: string;
  /** Lower-case describe type: `id`, `string`, `datetime`, `currency` … */
  readonly type: string;
  /** A formula: its value can change without moving the record's stamp. */
  readonly calculated: boolean;
}

export interface ObjectDescription {
  readonly name: string;
  readonly label: string;
  readonly fields: readonly FieldDescription[];
}

export type DuckDbType =
  | "VARCHAR"
  | "BOOLEAN"
  | "INTEGER"
  | "BIGINT"
  | "DOUBLE"
  | "DATE"
  | "TIMESTAMPTZ";
export type HiveType = "string" | "boolean" | "int" | "bigint" | "double" | "date" | "timestamp";

interface ColumnType {
  readonly duckdb: DuckDbType;
  readonly hive: HiveType;
}

const text: ColumnType = { duckdb: "VARCHAR", hive: "string" };
const double: ColumnType = { duckdb: "DOUBLE", hive: "double" };

/** The one mapping table; a type that is not listed is text, never a failure. */
const columnTypes: Readonly<Record<string, ColumnType>> = {
  boolean: { duckdb: "BOOLEAN", hive: "boolean" },
  int: { duckdb: "INTEGER", hive: "int" },
  long: { duckdb: "BIGINT", hive: "bigint" },
  double,
  currency: double,
  percent: double,
  date: { duckdb: "DATE", hive: "date" },
  // DuckDB writes MICROS UTC; Hive's timestamp has no zone.
  datetime: { duckdb: "TIMESTAMPTZ", hive: "timestamp" },
};

/** How a field of this describe type is stored. Unknown types are text. */
export function columnTypeOf(fieldType: string): ColumnType {
  return columnTypes[fieldType.toLowerCase()] ?? text;
}

/** Compound fields come through REST only and base64 comes as a link: their plain parts are loaded instead. */
const notLoaded: ReadonlySet<string> = new Set(["address", "location", "base64", "complexvalue"]);

/** The fields that a flow loads, in describe order; the same for every API, so that values never depend on it. */
export function loadedFields(
  description: ObjectDescription,
  excluded: readonly string[],
): readonly FieldDescription[] {
  const skip = new Set(excluded.map((name) => name.toLowerCase()));
  return description.fields.filter(
    ({ name, type }) => !notLoaded.has(type.toLowerCase()) && !skip.has(name.toLowerCase()),
  );
}
