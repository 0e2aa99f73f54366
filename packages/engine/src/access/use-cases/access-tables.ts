import type {
  Access,
  DeclaredWarehouseTable,
  Environment,
  Flow,
  WarehouseLayer,
} from "@lakewright/config";
import { warehouseTables } from "@lakewright/config/warehouse-tables";
import {
  type CatalogPorts,
  type CatalogTable,
  columnOrigin,
  isBuiltTable,
  parameterNames,
} from "../../catalog/index.ts";
import { unclassified } from "../../core/index.ts";
import type { AccessTable } from "../domain/access-table.ts";
import { companionAccessTable } from "../domain/companion-access-table.ts";
import { declaredTable, declaredWarehouseTable } from "../domain/declared-table.ts";

interface CatalogPort {
  readonly catalog: Pick<CatalogPorts["catalog"], "table">;
}

/**
 * The tables that access is decided over: those of the lake in the order of their flows, then staging, vault and marts. Of a table
 * that was never loaded or built, the columns are those that one of the policies names, and `*` for all others. A model of a
 * project's own that no YAML declares is not among them, so that nobody reads it.
 */
export async function accessTables(
  { catalog }: CatalogPort,
  { flows, warehouse }: Pick<Environment, "flows" | "warehouse">,
  policies: readonly Access[],
): Promise<readonly AccessTable[]> {
  const tables: AccessTable[] = [];
  for (const flow of flows) {
    if (flow.direction !== "in") continue;
    tables.push((await loadedAccessTable({ catalog }, flow)) ?? declaredTable(flow, policies));
  }
  for (const declared of warehouse ? warehouseTables(warehouse) : [])
    tables.push(
      (await builtAccessTable({ catalog }, declared)) ?? declaredWarehouseTable(declared, policies),
    );
  return tables;
}

/** The registered entry of a table that warehouse.yaml declares; undefined before it is built. */
export async function builtAccessTable(
  { catalog }: CatalogPort,
  { database, table, layer }: DeclaredWarehouseTable,
): Promise<AccessTable | undefined> {
  const registered = await catalog.table(database, table);
  if (!registered || !isBuiltTable(registered.input)) return undefined;
  return registeredWarehouseTable(database, registered, layer);
}

/** The table of a flow as access is decided over it; undefined before it is loaded. A companion waits for its table. */
export async function loadedAccessTable(
  { catalog }: CatalogPort,
  flow: Flow,
): Promise<AccessTable | undefined> {
  const { database, table, companionOf } = flow;
  const registered = await catalog.table(database, table);
  if (!registered) return undefined;
  const own = registeredAccessTable(flow, registered);
  if (companionOf === undefined) return own;
  const main = await catalog.table(database, companionOf.table);
  return (
    main &&
    companionAccessTable(own, registeredAccessTable({ ...flow, table: companionOf.table }, main))
  );
}

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
