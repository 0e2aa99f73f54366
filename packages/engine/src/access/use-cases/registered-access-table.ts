import type { Flow } from "@lakewright/config";
import type { CatalogTable } from "../../catalog/index.ts";
import { parameterNames } from "../../catalog/index.ts";
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
