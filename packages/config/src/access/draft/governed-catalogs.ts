import type { CatalogDraft } from "../../appflow/draft/draft-catalogs.ts";
import { tableId } from "../../names/table-id.ts";
import type { WarehouseDraft } from "../../warehouse/draft/warehouse-draft.ts";
import { toWarehouse } from "../../warehouse/output.ts";
import { warehouseTables } from "../../warehouse/warehouse-tables.ts";
import type { GovernedCatalogDraft } from "./access-draft.ts";

/** The catalogs with what warehouse.yaml makes in each environment: everything that access.yaml may name. */
export function governedCatalogs(
  catalogs: readonly CatalogDraft[],
  draft: WarehouseDraft | undefined,
  folder: string,
): GovernedCatalogDraft[] {
  return catalogs.map((catalog) => {
    const warehouse = draft && toWarehouse(draft, catalog.environment, folder);
    const tables = warehouse ? warehouseTables(warehouse) : [];
    const schemas = warehouse?.projects.flatMap((project) => project.schemas) ?? [];
    return {
      ...catalog,
      warehouse: new Map(tables.map((table) => [tableId(table), table])),
      warehouseSchemas: new Set(schemas),
    };
  });
}

/** Whether the lake or the warehouse has a table of this name. */
export function hasTable(
  { tables, warehouse }: GovernedCatalogDraft,
  table: { readonly database: string; readonly table: string },
): boolean {
  return tables.has(tableId(table)) || warehouse.has(tableId(table));
}

/** Whether a schema or database of this name is one of the warehouse, in any environment. */
export function isWarehouseSchema(
  catalogs: readonly GovernedCatalogDraft[],
  database: string,
): boolean {
  return catalogs.some(({ warehouseSchemas }) => warehouseSchemas.has(database));
}
