import { type WarehouseTable, warehouseTableInput } from "../domain/elt/warehouse-table.ts";
import type { Catalog } from "../ports/catalog.ts";

/** Registers a table of the warehouse in the catalog, or brings its columns up to date. */
export async function registerWarehouse(
  catalog: Catalog,
  table: WarehouseTable,
  project: string,
  parquet: string | undefined,
): Promise<void> {
  await catalog.ensureDatabase(table.schema);
  const input = warehouseTableInput(table, project, parquet);
  if ((await catalog.createTable(table.schema, input)) === "created") return;
  for (;;) {
    const known = await catalog.table(table.schema, table.name);
    if (!known || JSON.stringify(known.input) === JSON.stringify(input)) return;
    if ((await catalog.updateTable(table.schema, input, known.version)) === "updated") return;
  }
}
