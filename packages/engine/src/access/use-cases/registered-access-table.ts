import type { Flow, WarehouseLayer } from "@lakewright/config";
import { type CatalogTable, columnOrigin, parameterNames } from "../../catalog/index.ts";
import { unclassified } from "../../core/index.ts";
import type { AccessTable } from "../domain/access-table.ts";

/** A registered table as access is decided over it: its columns with types, and which of them drifted in. */
export function registeredAccessTable(flow: Flow, { input }: CatalogTable): AccessTable {
  return {
    database: flow.database,
    name: flow.table,
    sensitivity: flow.sensitivity,
    columns: input.StorageDescriptor.Columns.map(({ Name, Type, Parameters }) => ({
      name: Name,
      type: Type,
      drifted: Parameters?.[parameterNames.drifted] === "true",
    })),
    partitionKeys: input.PartitionKeys.map(({ Name }) => Name),
  };
}

/**
 * A registered table of the warehouse as access is decided over it. A column carries the sensitivity that was found by
 * following it back to the lake; one that nothing is known of is unclassified, and so closed.
 */
export function registeredWarehouseTable(
  schema: string,
  { input }: CatalogTable,
  layer: WarehouseLayer = "mart",
): AccessTable {
  return {
    database: schema,
    layer,
    name: input.Name,
    sensitivity: unclassified,
    columns: input.StorageDescriptor.Columns.map((column) => {
      const { sensitivity, derivedFrom } = columnOrigin(column);
      return {
        name: column.Name,
        type: column.Type,
        drifted: false,
        tags: { sensitivity },
        derivedFrom,
      };
    }),
    partitionKeys: [],
  };
}
