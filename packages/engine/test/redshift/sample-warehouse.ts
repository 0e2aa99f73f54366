import type { Access, Manifest } from "@lakewright/config";
import { tableId } from "@lakewright/config/table-id";
import { memoryCatalog } from "../../src/catalog/adapters/memory/memory-catalog.ts";
import { parameterNames } from "../../src/catalog/domain/registered-table.ts";
import { warehouseTableInput } from "../../src/catalog/domain/warehouse-table.ts";
import type { Catalog } from "../../src/catalog/ports/catalog.ts";
import { sampleManifest } from "../lake-formation/sample-manifest.ts";
import { key } from "./model-key.ts";
import type { WarehouseModel } from "./warehouse-model.ts";

export const textColumns = ["id", "name", "email"] as const;

/** Relations of the sample: two marts and a satellite, all with the same columns. */
export const sampleRelations = [
  ["mart_a", "customers"],
  ["mart_a", "calls"],
  ["raw_dv", "sat_contact"],
] as const;

/** A platform whose project `gtm` builds the two schemas as `dbt`. */
export function warehouseManifest(access: Access | undefined): Manifest {
  const { environment, ...manifest } = sampleManifest(access, "123456789012");
  const warehouse = {
    kind: "serverless",
    database: "gtm",
    usageLimits: [],
    externalSchemas: ["crm_ext"],
    projects: [{ name: "gtm", role: "dbt", schemas: ["mart_a", "raw_dv"] }],
    tables: [...sampleRelations, ["mart_a", "later"] as const].map(([database, table]) =>
      tableId({ database, table }),
    ),
  } as const;
  return { ...manifest, environment: { ...environment, warehouse } };
}

/** Puts the relations into the model, as dbt would have built them. */
export function buildRelations(
  model: WarehouseModel,
  relations: readonly (readonly [string, string])[] = sampleRelations,
): void {
  for (const relation of relations)
    model.relations.set(key(...relation), [
      ...textColumns.map((name) => [name, "character varying(256)"] as const),
      ["calls", "integer"],
    ]);
}

/** A catalog in which the relations are registered, every column internal. */
export async function registeredRelations(
  relations: readonly (readonly [string, string])[] = sampleRelations,
): Promise<Catalog> {
  const catalog = memoryCatalog();
  for (const [schema, name] of relations) {
    await catalog.ensureDatabase(schema);
    const columns = [
      ...textColumns.map((column) => ({ name: column, type: "VARCHAR" })),
      { name: "calls", type: "INTEGER" },
    ];
    const table = { schema, name, columns, origins: new Map(), isStaging: false };
    const input = warehouseTableInput(table, "gtm", undefined);
    const { StorageDescriptor } = input;
    const classified = StorageDescriptor.Columns.map((column) => ({
      ...column,
      Parameters: { ...column.Parameters, [parameterNames.sensitivity]: "none" },
    }));
    await catalog.createTable(schema, {
      ...input,
      StorageDescriptor: { ...StorageDescriptor, Columns: classified },
    });
  }
  return catalog;
}
