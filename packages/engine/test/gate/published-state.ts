import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parameterNames } from "../../src/catalog/domain/registered-table.ts";
import { warehouseTableInput } from "../../src/catalog/domain/warehouse-table.ts";
import { connectUtc, openDuckDb } from "../../src/core/adapters/duckdb/duckdb-instance.ts";
import { builtTables, warehouseFile } from "../../src/elt/adapters/dbt/build-file.ts";
import type { Ports } from "../../src/ports.ts";
import { warehouseName } from "../../src/query/domain/relation.ts";

/** Writes a state of the warehouse in a folder of its own: what the statements make in it, under the name that views know it by. */
export async function writeState(folder: string, statements: readonly string[]): Promise<string> {
  const file = join(folder, warehouseFile);
  await mkdir(dirname(file), { recursive: true });
  const instance = await openDuckDb(folder);
  const connection = await connectUtc(instance);
  try {
    for (const statement of [`ATTACH '${file}' AS ${warehouseName}`, ...statements])
      await connection.run(statement);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  return file;
}

export interface StateTables {
  readonly schemas: readonly string[];
  /** Sensitivity that a column was found to have; undefined = nothing was found. */
  readonly sensitivityOf: (column: string) => string | undefined;
}

/** Publishes a state and registers its tables, as a build does that has followed each column back to the lake. */
export async function publishState(
  { catalog, snapshots }: Pick<Ports, "catalog" | "snapshots">,
  file: string,
  { schemas, sensitivityOf }: StateTables,
): Promise<void> {
  const before = await snapshots.published();
  const state = { loadId: file, file, input: file, status: "published", sequences: {} } as const;
  await snapshots.add({ ...state, builtAt: new Date() }, before?.number);
  for (const table of await builtTables(file, schemas)) {
    await catalog.ensureDatabase(table.schema);
    const input = warehouseTableInput(
      { ...table, origins: new Map(), isStaging: false },
      "gtm",
      undefined,
    );
    const columns = input.StorageDescriptor.Columns.map((column) => {
      const sensitivity = sensitivityOf(column.Name);
      return sensitivity
        ? { ...column, Parameters: { [parameterNames.sensitivity]: sensitivity } }
        : column;
    });
    const classified = {
      ...input,
      StorageDescriptor: { ...input.StorageDescriptor, Columns: columns },
    };
    if ((await catalog.createTable(table.schema, classified)) === "created") continue;
    const known = await catalog.table(table.schema, table.name);
    await catalog.updateTable(table.schema, classified, known?.version ?? "");
  }
}
