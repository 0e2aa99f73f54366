/** What a column's values can be compared with. */
export type ColumnKind = "text" | "integer" | "number" | "boolean" | "other";

const kinds: Readonly<Record<string, ColumnKind>> = {
  string: "text",
  char: "text",
  varchar: "text",
  tinyint: "integer",
  smallint: "integer",
  int: "integer",
  integer: "integer",
  long: "integer",
  bigint: "integer",
  float: "number",
  real: "number",
  double: "number",
  decimal: "number",
  boolean: "boolean",
};

/**
 * Kind of a Hive or DuckDB type, in any case. Dates, times and nested types are `other`: row filters take
 * string, number and boolean columns only (Lake Formation developer guide, "PartiQL support in row filter expressions").
 */
export function columnKindOf(type: string): ColumnKind {
  const [name = ""] = type.trim().toLowerCase().split("(");
  const plain = name.trim();
  return !type.endsWith("]") && Object.hasOwn(kinds, plain) ? (kinds[plain] ?? "other") : "other";
}
