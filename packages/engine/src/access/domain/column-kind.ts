import { type ColumnKind, logicalTypeOf, logicalTypes } from "../../core/index.ts";
import type { AccessTable } from "./access-table.ts";

const dialects = ["hive", "duckdb", "redshift"] as const;

/** Kind of a Hive, DuckDB or Redshift type, in any case: contracts of marts have the last. Nested types are `other`. */
export function columnKindOf(type: string): ColumnKind {
  const logical = dialects.flatMap((dialect) => logicalTypeOf(type, dialect) ?? [])[0];
  return logical === undefined ? "other" : logicalTypes[logical].kind;
}

/** Kind of each column whose type is known; partition keys hold text. */
export function kindsOf(table: AccessTable): (column: string) => ColumnKind | undefined {
  const keys = table.partitionKeys.map((key) => [key, "text"] as const);
  const typed = table.columns.flatMap(({ name, type }) =>
    type === undefined ? [] : [[name, columnKindOf(type)] as const],
  );
  const kinds = new Map<string, ColumnKind>([...keys, ...typed]);
  return (column) => kinds.get(column);
}
