import { tableId } from "@lakewright/config/table-id";
import { storedJson } from "../../../core/adapters/sqlite/sqlite-json.ts";
import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import { PlatformError } from "../../../core/index.ts";
import type { TableInput } from "../../domain/table-input.ts";
import type { Catalog, CatalogTable } from "../../ports/catalog.ts";
import {
  createPartition,
  partitionOf,
  partitionsOf,
  type TableKey,
  updatePartition,
} from "./sqlite-partitions.ts";

interface TableRow {
  readonly database: string;
  readonly version: number;
  readonly input: string;
}

/**
 * Keeps databases, tables and partitions in `catalog.db`, with Glue's JSON as it was given. Reading what does not exist
 * gives nothing; writing below a missing database or table fails with `unknown_name`.
 */
export function sqliteCatalog(state: State): Catalog {
  return {
    ensureDatabase: async (name) => {
      state.run("INSERT INTO databases (name) VALUES (?) ON CONFLICT DO NOTHING", name);
    },
    databases: async () =>
      state
        .all<{ name: string }>("SELECT name FROM databases ORDER BY name")
        .map(({ name }) => name),
    table: async (database, name) => {
      const row = tableRow(state, database, name);
      return row && tableOf(state, row);
    },
    tables: async (database) =>
      state
        .all<TableRow>("SELECT * FROM tables WHERE database = ? ORDER BY name", database)
        .map((row) => tableOf(state, row)),
    createTable: async (database, input) => createTable(state, database, input),
    updateTable: async (database, input, version) =>
      updateTable(state, database, { input, version }),
    partition: async (database, table, values) => {
      const key = tableKey(state, database, table);
      return key && partitionOf(state, key, values);
    },
    partitions: async (database, table, range) => {
      const key = tableKey(state, database, table);
      return key ? partitionsOf(state, key, range ?? {}) : [];
    },
    createPartition: async (database, table, input) =>
      state.transaction(() => createPartition(state, known(state, database, table), input)),
    updatePartition: async (database, table, update) =>
      state.transaction(() => updatePartition(state, known(state, database, table), update)),
  };
}

function tableRow(state: State, database: string, name: string): TableRow | undefined {
  return state.one("SELECT * FROM tables WHERE database = ? AND name = ?", database, name);
}

function tableOf(state: State, { database, version, input }: TableRow): CatalogTable {
  return {
    database,
    version: String(version),
    input: storedJson<TableInput>(input, state.file),
  };
}

/** Without the table input, which is large. */
function tableKey(state: State, database: string, name: string): TableKey | undefined {
  return state.one(
    "SELECT table_id, name, version, partition_keys FROM tables WHERE database = ? AND name = ?",
    database,
    name,
  );
}

function known(state: State, database: string, name: string): TableKey {
  const key = tableKey(state, database, name);
  if (!key) throw unknownName(`table "${tableId({ database, table: name })}"`);
  return key;
}

function unknownName(what: string): PlatformError {
  return new PlatformError(
    "unknown_name",
    `the catalog has no ${what}`,
    "it is made when a flow that feeds it ends its first run",
  );
}

function createTable(state: State, database: string, input: TableInput): "created" | "exists" {
  return state.transaction(() => {
    if (!state.one("SELECT name FROM databases WHERE name = ?", database))
      throw unknownName(`database "${database}"`);
    const changed = state.run(
      `INSERT INTO tables (database, name, version, partition_keys, input) VALUES (?, ?, 0, ?, ?)
       ON CONFLICT DO NOTHING`,
      database,
      input.Name,
      input.PartitionKeys.length,
      JSON.stringify(input),
    );
    return changed === 1 ? "created" : "exists";
  });
}

function updateTable(
  state: State,
  database: string,
  { input, version }: Pick<CatalogTable, "input" | "version">,
): "updated" | "conflict" {
  return state.transaction(() => {
    const key = known(state, database, input.Name);
    if (String(key.version) !== version) return "conflict";
    state.run(
      "UPDATE tables SET version = version + 1, partition_keys = ?, input = ? WHERE table_id = ?",
      input.PartitionKeys.length,
      JSON.stringify(input),
      key.table_id,
    );
    return "updated";
  });
}
