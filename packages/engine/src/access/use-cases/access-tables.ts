import type { Access, DeclaredWarehouseTable, Environment } from "@lakewright/config";
import { warehouseTables } from "@lakewright/config/warehouse-tables";
import type { CatalogPorts } from "../../catalog/index.ts";
import { isWarehouseTable } from "../../catalog/index.ts";
import type { AccessTable } from "../domain/access-table.ts";
import { declaredTable, declaredWarehouseTable } from "../domain/declared-table.ts";
import { registeredAccessTable, registeredWarehouseTable } from "./registered-access-table.ts";

type CatalogPort = Pick<CatalogPorts, "catalog">;

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
    const registered = await catalog.table(flow.database, flow.table);
    tables.push(
      registered ? registeredAccessTable(flow, registered) : declaredTable(flow, policies),
    );
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
  if (!registered || !isWarehouseTable(registered.input)) return undefined;
  return registeredWarehouseTable(database, registered, layer);
}
