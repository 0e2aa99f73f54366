import type { Access, Mask } from "@lakewright/config";
import { type AccessTable, columnNames } from "./access-table.ts";
import { type TableTags, tableTags } from "./effective-tags.ts";

/** A table with its effective tags, worked out once for all roles. */
export interface TaggedTable {
  readonly table: AccessTable;
  readonly tags: TableTags;
  /** Columns, then partition keys. */
  readonly names: readonly string[];
  readonly partitionKeys: ReadonlySet<string>;
  readonly masks: readonly Mask[];
}

export function taggedTable(access: Access, table: AccessTable): TaggedTable {
  return {
    table,
    tags: tableTags(access, table),
    names: columnNames(table),
    partitionKeys: new Set(table.partitionKeys),
    masks: access.masks.filter(
      (mask) => mask.database === table.database && mask.table === table.name,
    ),
  };
}

/** Nobody has decided who may see the column, so that only stewards do. */
export function isUnclassified({ tags }: TaggedTable, column: string): boolean {
  return tags.columns.get(column)?.sensitivity === "unclassified";
}
