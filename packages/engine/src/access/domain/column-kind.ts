import { type ColumnKind, logicalTypeOf, logicalTypes } from "../../core/index.ts";

/** Kind of a Hive or DuckDB type, in any case. Nested types are `other`. */
export function columnKindOf(type: string): ColumnKind {
  const logical = logicalTypeOf(type, "hive") ?? logicalTypeOf(type, "duckdb");
  return logical === undefined ? "other" : logicalTypes[logical].kind;
}
