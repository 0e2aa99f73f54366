import type { Access, Mask } from "@lakewright/config";
import { isOpenSensitivity, unclassified } from "../../core/index.ts";
import { type AccessTable, columnNames } from "./access-table.ts";
import { ownColumnTags, type TableTags, tableTags } from "./effective-tags.ts";

/** A table with its effective tags, worked out once for all roles. */
export interface TaggedTable {
  readonly table: AccessTable;
  readonly tags: TableTags;
  /** Columns, then partition keys. */
  readonly names: readonly string[];
  readonly partitionKeys: ReadonlySet<string>;
  readonly masks: readonly Mask[];
}

/** `classified` is the table as another policy's flows classify it; its tags count, the columns stay those of `table`. */
export function taggedTable(
  access: Access,
  table: AccessTable,
  classified: AccessTable = table,
): TaggedTable {
  return {
    table,
    tags: tableTags(access, { ...table, sensitivity: classified.sensitivity }),
    names: columnNames(table),
    partitionKeys: new Set(table.partitionKeys),
    masks: table.isIncomplete ? [] : masksOn(access, table),
  };
}

function masksOn({ masks }: Access, { database, name }: AccessTable): readonly Mask[] {
  return masks.filter((mask) => mask.database === database && mask.table === name);
}

/** `sensitivity` of the column after inheritance; undefined where the table has no such column. */
export function sensitivityOf({ tags }: TaggedTable, column: string): string | undefined {
  return tags.columns.get(column)?.sensitivity;
}

/** The column is personal, unclassified, or tagged with a value that nobody has called open. */
export function isGuarded(tagged: TaggedTable, column: string): boolean {
  return !isOpenSensitivity(sensitivityOf(tagged, column));
}

/** `sensitivity` of each column, after inheritance. */
export function columnSensitivity(access: Access, table: AccessTable): (column: string) => string {
  const tagged = taggedTable(access, table);
  return (column) => sensitivityOf(tagged, column) ?? unclassified;
}

/** `sensitivity` that is set on this very column, nothing inherited. */
export function ownColumnSensitivity(
  access: Access,
  table: AccessTable,
  column: string,
): string | undefined {
  return ownColumnTags(access, table, column).sensitivity;
}
