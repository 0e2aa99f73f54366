/** How a column's values compare. */
export type ColumnKind = "text" | "integer" | "number" | "boolean" | "other";

/** Who spells types: DuckDB, Hive (also Glue, Athena and Spectrum) and Redshift. */
export type TypeDialect = "duckdb" | "hive" | "redshift";

type Spellings = Readonly<Record<TypeDialect, string>> & { readonly kind: ColumnKind };

/**
 * Every type of a single value, as each dialect spells it: all other mappings of types are computed from this table. The
 * precision and scale of a decimal follow its name. Dates, times and bytes are `other`: row filters take string, number
 * and boolean columns only (Lake Formation developer guide, "PartiQL support in row filter expressions").
 */
export const logicalTypes = {
  string: { duckdb: "VARCHAR", hive: "string", redshift: "character varying", kind: "text" },
  boolean: { duckdb: "BOOLEAN", hive: "boolean", redshift: "boolean", kind: "boolean" },
  // Redshift has no smaller integer.
  tinyint: { duckdb: "TINYINT", hive: "tinyint", redshift: "smallint", kind: "integer" },
  smallint: { duckdb: "SMALLINT", hive: "smallint", redshift: "smallint", kind: "integer" },
  int: { duckdb: "INTEGER", hive: "int", redshift: "integer", kind: "integer" },
  bigint: { duckdb: "BIGINT", hive: "bigint", redshift: "bigint", kind: "integer" },
  float: { duckdb: "FLOAT", hive: "float", redshift: "real", kind: "number" },
  double: { duckdb: "DOUBLE", hive: "double", redshift: "double precision", kind: "number" },
  decimal: { duckdb: "DECIMAL", hive: "decimal", redshift: "numeric", kind: "number" },
  date: { duckdb: "DATE", hive: "date", redshift: "date", kind: "other" },
  // DuckDB writes MICROS UTC; Hive's timestamp has no zone.
  timestamp: { duckdb: "TIMESTAMPTZ", hive: "timestamp", redshift: "timestamp", kind: "other" },
  binary: { duckdb: "BLOB", hive: "binary", redshift: "varbyte", kind: "other" },
} as const satisfies Readonly<Record<string, Spellings>>;

export type LogicalType = keyof typeof logicalTypes;

/** Names that are read beside those of the table and never written. */
const aliases: Readonly<Record<TypeDialect, Readonly<Record<string, LogicalType>>>> = {
  duckdb: { timestamp: "timestamp", "timestamp with time zone": "timestamp" },
  hive: { char: "string", varchar: "string", integer: "int", long: "bigint", real: "float" },
  redshift: {
    ...{ varchar: "string", character: "string", char: "string", text: "string" },
    decimal: "decimal",
  },
};

/** The types of a dialect that hold a single value; a decimal has its precision and scale. */
type Spelled<Dialect extends TypeDialect> = {
  [Type in LogicalType]: Type extends "decimal"
    ? `${(typeof logicalTypes)[Type][Dialect]}(${string})`
    : (typeof logicalTypes)[Type][Dialect];
}[LogicalType];

export type DuckDbType = Spelled<"duckdb">;
export type HiveType = Spelled<"hive"> | `${"array" | "map" | "struct"}<${string}>`;

const names: Readonly<Record<TypeDialect, ReadonlyMap<string, LogicalType>>> = {
  duckdb: namesIn("duckdb"),
  hive: namesIn("hive"),
  redshift: namesIn("redshift"),
};

function namesIn(dialect: TypeDialect): ReadonlyMap<string, LogicalType> {
  const types = Object.keys(logicalTypes) as LogicalType[];
  const listed = types.map((type) => [logicalTypes[type][dialect].toLowerCase(), type] as const);
  return new Map([...Object.entries(aliases[dialect]), ...listed]);
}

/** Length, or precision and scale. */
const parameters = /\s*\([^()]*\)$/;

/** The type with this name in a dialect, in any case; undefined for a nested type and for one that is not listed. */
export function logicalTypeOf(type: string, dialect: TypeDialect): LogicalType | undefined {
  return names[dialect].get(type.trim().toLowerCase().replace(parameters, ""));
}

/** A type of one dialect as another spells it; undefined for a nested type and for one that is not listed. */
export function translateType<To extends TypeDialect>(
  type: string,
  from: TypeDialect,
  to: To,
): Spelled<To> | undefined {
  const logical = logicalTypeOf(type, from);
  if (logical === undefined) return undefined;
  const size = logical === "decimal" ? (parameters.exec(type.trim())?.[0] ?? "") : "";
  return `${logicalTypes[logical][to]}${size}` as Spelled<To>;
}
