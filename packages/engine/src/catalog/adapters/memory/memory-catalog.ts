import { tableId } from "@lakewright/config/table-id";
import { PlatformError } from "../../../core/index.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import type { PartitionInput, TableInput } from "../../domain/table-input.ts";
import type {
  Catalog,
  CatalogTable,
  PartitionRange,
  PartitionUpdate,
} from "../../ports/catalog.ts";

interface StoredTable {
  input: TableInput;
  version: number;
  readonly partitions: Map<string, PartitionInput>;
}

type Databases = Map<string, Map<string, StoredTable>>;

/** A catalog in memory; answers are copies, so that nobody changes it from outside. */
export function memoryCatalog(): Catalog {
  const databases: Databases = new Map();
  const find = (database: string, name: string) => databases.get(database)?.get(name);
  return {
    ensureDatabase: async (name) => {
      if (!databases.has(name)) databases.set(name, new Map());
    },
    databases: async () => [...databases.keys()].sort(),
    table: async (database, name) => {
      const stored = find(database, name);
      return stored && tableOf(database, stored);
    },
    tables: async (database) =>
      [...(databases.get(database)?.values() ?? [])]
        .map((stored) => tableOf(database, stored))
        .sort((a, b) => (a.input.Name < b.input.Name ? -1 : 1)),
    createTable: async (database, input) => createTable(databases, database, input),
    updateTable: async (database, input, version) =>
      updateTable(known(databases, database, input.Name), input, version),
    partition: async (database, table, values) => {
      const found = find(database, table)?.partitions.get(JSON.stringify(values));
      return found && structuredClone(found);
    },
    partitions: async (database, table, range) =>
      partitionsOf(find(database, table)?.partitions ?? new Map(), range ?? {}),
    createPartition: async (database, table, input) =>
      createPartition(known(databases, database, table), input),
    updatePartition: async (database, table, update) =>
      updatePartition(known(databases, database, table), update),
  };
}

function tableOf(database: string, { input, version }: StoredTable): CatalogTable {
  return { database, input: structuredClone(input), version: String(version) };
}

function known(databases: Databases, database: string, name: string): StoredTable {
  const stored = databases.get(database)?.get(name);
  if (!stored) throw unknownName(`table "${tableId({ database, table: name })}"`);
  return stored;
}

function unknownName(what: string): PlatformError {
  return new PlatformError(
    "unknown_name",
    `the catalog has no ${what}`,
    "it is made when a flow that feeds it ends its first run",
  );
}

function createTable(
  databases: Databases,
  database: string,
  input: TableInput,
): "created" | "exists" {
  const tables = databases.get(database);
  if (!tables) throw unknownName(`database "${database}"`);
  if (tables.has(input.Name)) return "exists";
  tables.set(input.Name, { input: structuredClone(input), version: 0, partitions: new Map() });
  return "created";
}

function updateTable(
  stored: StoredTable,
  input: TableInput,
  version: string,
): "updated" | "conflict" {
  if (String(stored.version) !== version) return "conflict";
  stored.input = structuredClone(input);
  stored.version++;
  return "updated";
}

function partitionsOf(
  partitions: ReadonlyMap<string, PartitionInput>,
  { from, to }: PartitionRange,
): readonly PartitionInput[] {
  return [...partitions.values()]
    .filter(({ Values: [first = ""] }) => (from ?? first) <= first && first <= (to ?? first))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .map((input) => structuredClone(input));
}

function orderOf({ Values }: PartitionInput): string {
  return `${Values[0]}\0${JSON.stringify(Values)}`;
}

function createPartition(stored: StoredTable, input: PartitionInput): "created" | "exists" {
  const keys = stored.input.PartitionKeys.length;
  if (input.Values.length !== keys || keys === 0)
    throw new Error(
      `table "${stored.input.Name}" has ${keys} partition keys, the partition has ${input.Values.length} values`,
    );
  const key = JSON.stringify(input.Values);
  if (stored.partitions.has(key)) return "exists";
  stored.partitions.set(key, structuredClone(input));
  return "created";
}

function updatePartition(
  { partitions }: StoredTable,
  { input, expected }: PartitionUpdate,
): "updated" | "conflict" {
  const key = JSON.stringify(input.Values);
  const present = partitions.get(key);
  if (!present || canonicalJson(present) !== canonicalJson(expected)) return "conflict";
  partitions.set(key, structuredClone(input));
  return "updated";
}
