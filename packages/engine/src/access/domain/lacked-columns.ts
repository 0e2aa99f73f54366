import type { Access } from "@lakewright/config";
import { type AccessTable, accessTableId, columnNames } from "./access-table.ts";

/**
 * Those of the columns that the table does not have and nobody answers for by an exception: a slip, or a column that does not
 * exist yet. Of a table that is not loaded, no column is known to be lacking.
 */
export function lackedColumns(
  { exceptions }: Access,
  table: AccessTable,
  columns: readonly string[],
): readonly string[] {
  if (table.isDeclaredOnly) return [];
  const known = new Set(columnNames(table));
  const id = accessTableId(table);
  const isAccepted = (column: string) =>
    exceptions.some(({ finding, on }) => finding === "column_missing" && on === `${id}.${column}`);
  return columns.filter((column) => !known.has(column) && !isAccepted(column));
}
