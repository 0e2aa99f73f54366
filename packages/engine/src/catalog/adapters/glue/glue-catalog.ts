import {
  CreateDatabaseCommand,
  CreateTableCommand,
  GetTableCommand,
  type GlueClient,
  paginateGetDatabases,
  paginateGetTables,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { tableId } from "@lakewright/config/table-id";
import { ifAbsent, isNamed, orExists, unknownName } from "../../../core/adapters/aws/aws-error.ts";
import { serialQueue } from "../../../core/adapters/aws/serial-queue.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import type { TableInput } from "../../domain/table-input.ts";
import type { Catalog, CatalogTable } from "../../ports/catalog.ts";
import { catalogTableOf, glueTable } from "./glue-input.ts";
import { createPartition, partition, partitions, updatePartition } from "./glue-partitions.ts";

/**
 * The Glue Data Catalog. Tables are updated under their version. Partitions have none: Glue cannot compare and replace in
 * one step, so they are compared, then replaced, one after the other within this process; across processes the registrar's
 * FIFO queue keeps one table's events in order, and the next reconciliation repairs what still collides.
 */
export function glueCatalog(glue: GlueClient): Catalog {
  const queue = serialQueue();
  return {
    ensureDatabase: (name) => ensureDatabase(glue, name),
    databases: () => databases(glue),
    table: (database, name) => table(glue, database, name),
    tables: (database) => ifAbsent(tables(glue, database), []),
    createTable: (database, input) => createTable(glue, database, input),
    updateTable: (database, input, version) => updateTable(glue, database, { input, version }),
    partition: (database, name, values) => partition(glue, { database, name }, values),
    partitions: (database, name, range = {}) =>
      ifAbsent(partitions(glue, { database, name }, range), []),
    createPartition: (database, name, input) => createPartition(glue, { database, name }, input),
    updatePartition: (database, name, { input, expected }) =>
      queue(tableId({ database, table: name }), async () => {
        const present = await partition(glue, { database, name }, input.Values);
        if (!present || canonicalJson(present) !== canonicalJson(expected)) return "conflict";
        return updatePartition(glue, { database, name }, input);
      }),
  };
}

async function ensureDatabase(glue: GlueClient, name: string): Promise<void> {
  await orExists(glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: name } })));
}

async function databases(glue: GlueClient): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { DatabaseList = [] } of paginateGetDatabases({ client: glue }, {}))
    names.push(...DatabaseList.flatMap(({ Name }) => Name ?? []));
  return names.sort();
}

async function table(
  glue: GlueClient,
  database: string,
  name: string,
): Promise<CatalogTable | undefined> {
  const command = new GetTableCommand({ DatabaseName: database, Name: name });
  const found = (await ifAbsent(glue.send(command), undefined))?.Table;
  return found && catalogTableOf(database, found);
}

async function tables(glue: GlueClient, database: string): Promise<readonly CatalogTable[]> {
  const found: CatalogTable[] = [];
  const pages = paginateGetTables({ client: glue }, { DatabaseName: database });
  for await (const { TableList = [] } of pages)
    found.push(...TableList.map((each) => catalogTableOf(database, each)));
  return found.sort((a, b) => (a.input.Name < b.input.Name ? -1 : 1));
}

async function createTable(
  glue: GlueClient,
  database: string,
  input: TableInput,
): Promise<"created" | "exists"> {
  const command = new CreateTableCommand({
    DatabaseName: database,
    TableInput: glueTable(input),
  });
  return orExists(
    glue.send(command).catch((error) => {
      throw isNamed(error, "EntityNotFoundException")
        ? unknownName(`database "${database}"`, error)
        : error;
    }),
  );
}

/** `SkipArchive`: old versions are not kept, of which Glue allows a limited number. */
async function updateTable(
  glue: GlueClient,
  database: string,
  { input, version }: Pick<CatalogTable, "input" | "version">,
): Promise<"updated" | "conflict"> {
  const command = new UpdateTableCommand({
    DatabaseName: database,
    TableInput: glueTable(input),
    VersionId: version,
    SkipArchive: true,
  });
  try {
    await glue.send(command);
    return "updated";
  } catch (error) {
    if (isNamed(error, "ConcurrentModificationException", "VersionMismatchException"))
      return "conflict";
    if (isNamed(error, "EntityNotFoundException"))
      throw unknownName(`table "${tableId({ database, table: input.Name })}"`, error);
    throw error;
  }
}
