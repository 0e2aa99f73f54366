import type { Access } from "@lakewright/config";
import { isUnclassified } from "../../core/index.ts";
import { type AccessTable, columnNames, isOfLake } from "./access-table.ts";
import { sensitivityOf, taggedTable } from "./tagged-table.ts";

/**
 * Whether nothing is known about the columns of a table of the warehouse: it is not built, or was built without following its
 * columns back to the lake, and no rule classifies them. It is closed then, and an access test of it would prove nothing about the rules.
 */
export function isUndecided(access: Access, table: AccessTable): boolean {
  if (isOfLake(table) || table.columns.some(({ derivedFrom = [] }) => derivedFrom.length > 0))
    return false;
  const tagged = taggedTable(access, table);
  return columnNames(table).every((column) => isUnclassified(sensitivityOf(tagged, column)));
}
