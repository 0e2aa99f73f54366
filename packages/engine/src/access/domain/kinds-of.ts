import type { ColumnKind } from "../../core/index.ts";
import type { AccessTable } from "./access-table.ts";
import { columnKindOf } from "./column-kind.ts";

/** Kind of each column whose type is known; partition keys hold text. */
export function kindsOf(table: AccessTable): (column: string) => ColumnKind | undefined {
  const keys = table.partitionKeys.map((key) => [key, "text"] as const);
  const typed = table.columns.flatMap(({ name, type }) =>
    type === undefined ? [] : [[name, columnKindOf(type)] as const],
  );
  const kinds = new Map<string, ColumnKind>([...keys, ...typed]);
  return (column) => kinds.get(column);
}
