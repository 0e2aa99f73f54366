import type { Sensitivity, WarehouseLayer } from "@lakewright/config";
import { type TableId, tableId } from "@lakewright/config/table-id";

/** The facts about a table by which access is decided. Names are the catalog's, in lower case. */
export interface AccessTable {
  /** In the warehouse its schema. */
  readonly database: string;
  readonly name: string;
  /** Sensitivity that the flow declares for the whole table: its value of the key `sensitivity`. */
  readonly sensitivity: Sensitivity;
  readonly columns: readonly AccessColumn[];
  readonly partitionKeys: readonly string[];
  /** Layer of a table of the warehouse; absent = a table of the lake, as it was loaded. */
  readonly layer?: WarehouseLayer | undefined;
  /** The table of the lake that this one repeats on AWS, under the same rules; absent in all others. */
  readonly companionOf?: string | undefined;
  /** A companion without some column of its table: what holds for all its columns may not hold for all of the table's. */
  readonly isIncomplete?: true;
  /** Nothing is loaded: the columns are those that rules name, and `*` for all others. */
  readonly isDeclaredOnly?: true;
}

export interface AccessColumn {
  readonly name: string;
  /** Hive or SQL type; without it any constant may be compared with the column. */
  readonly type?: string | undefined;
  /** Came with the data after the table was classified; nobody has classified it yet. */
  readonly drifted: boolean;
  /** Tags that the catalog holds for this column. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Columns of the lake that a column of the warehouse is made of, as `<database>.<table>.<column>`. */
  readonly derivedFrom?: readonly string[] | undefined;
}

export function accessTableId({ database, name }: Pick<AccessTable, "database" | "name">): TableId {
  return tableId({ database, table: name });
}

/** Columns first, then the partition keys that are not among them. */
export function columnNames(table: AccessTable): readonly string[] {
  const names = table.columns.map((column) => column.name);
  return [...names, ...table.partitionKeys.filter((key) => !names.includes(key))];
}

/** Layers in the order in which data goes through them. */
export const accessLayers = ["raw", "staging", "vault", "mart"] as const;
export type AccessLayer = (typeof accessLayers)[number];

export function layerOf({ layer }: Pick<AccessTable, "layer">): AccessLayer {
  return layer ?? "raw";
}

/** Lake Formation decides over the lake; what it refuses or limits, and whom it lets pass, means nothing in the warehouse. */
export function isOfLake({ layer }: Pick<AccessTable, "layer">): boolean {
  return layer === undefined;
}
