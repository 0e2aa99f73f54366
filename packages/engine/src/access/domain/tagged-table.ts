import type { Access, Mask } from "@lakewright/config";
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
    masks: access.masks.filter(
      (mask) => mask.database === table.database && mask.table === table.name,
    ),
  };
}

/** Nobody has decided who may see the column, so that only stewards do. */
export function isUnclassified({ tags }: TaggedTable, column: string): boolean {
  return tags.columns.get(column)?.sensitivity === "unclassified";
}

/** Values of `sensitivity` that say that a column holds nothing personal; whatever is not one of them is guarded. */
const openSensitivities: ReadonlySet<string | undefined> = new Set(["none", "internal", "public"]);

/** Whether somebody has said that values of this sensitivity hold nothing personal. */
export function isOpenSensitivity(sensitivity: string | undefined): boolean {
  return openSensitivities.has(sensitivity);
}

/** The column is personal, unclassified, or tagged with a value that nobody has called open. */
export function isGuarded({ tags }: TaggedTable, column: string): boolean {
  return !isOpenSensitivity(tags.columns.get(column)?.sensitivity);
}

/** `sensitivity` of each column, after inheritance. */
export function columnSensitivity(access: Access, table: AccessTable): (column: string) => string {
  const { tags } = taggedTable(access, table);
  return (column) => tags.columns.get(column)?.sensitivity ?? "unclassified";
}

/** `sensitivity` that is set on this very column, nothing inherited. */
export function ownColumnSensitivity(
  access: Access,
  table: AccessTable,
  column: string,
): string | undefined {
  return ownColumnTags(access, table, column).sensitivity;
}
