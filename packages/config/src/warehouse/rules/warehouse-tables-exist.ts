import { didYouMean } from "../../did-you-mean.ts";
import { parseTableId, type TableName, tableId } from "../../names/table-id.ts";
import type { Place } from "../../source/place.ts";
import { aboutWarehouse } from "./warehouse-rule.ts";

/** Feeds and external schemas are of the catalog: some environment's flows make the table or database. */
export const warehouseTablesExist = aboutWarehouse((warehouse, report) => {
  const { catalogs, allTablesKnown, vault, projects, externalSchemas } = warehouse;
  if (!allTablesKnown) return;
  const tables = new Set(catalogs.flatMap((catalog) => [...catalog.tables.keys()]));
  const databases = new Set([...tables].map((id) => parseTableId(id).database));
  const check = (table: TableName, place: Place) => {
    const id = tableId(table);
    if (table.table !== "" && !tables.has(id))
      report({
        code: "LW1701",
        place,
        message: `no flow makes the table ${id}`,
        hint: didYouMean(id, tables),
      });
  };
  for (const { sources, place } of vault?.hubs ?? [])
    for (const each of sources) check(each, place);
  for (const { source, place } of vault?.links ?? []) check(source, place);
  for (const { source, place } of vault?.satellites ?? []) if (source) check(source, place);
  for (const { tables: own, place } of projects) for (const each of own ?? []) check(each, place);
  for (const { database, place } of externalSchemas) {
    if (databases.has(database)) continue;
    report({
      code: "LW1701",
      place,
      message: `no flow makes the database ${database}`,
      hint: didYouMean(database, databases),
    });
  }
});
