import type { Access } from "@lakewright/config";
import { isUnclassified } from "../../core/index.ts";
import { isOfLake } from "./access-layer.ts";
import { type AccessTable, columnNames } from "./access-table.ts";
import { sensitivityOf, taggedTable } from "./tagged-table.ts";

/**
 * Whether nothing at all is known of what a table of the warehouse holds: it is not built, or by a build that did not follow its
 * columns back to the lake, and no rule says more. It is closed then, and a sentence about it would say nothing of the rules.
 */
export function isUndecided(access: Access, table: AccessTable): boolean {
  if (isOfLake(table) || table.columns.some(({ derivedFrom = [] }) => derivedFrom.length > 0))
    return false;
  const tagged = taggedTable(access, table);
  return columnNames(table).every((column) => isUnclassified(sensitivityOf(tagged, column)));
}
