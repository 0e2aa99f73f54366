import { stateCorrupt } from "../../../core/adapters/sqlite/sqlite-error.ts";
import { storedJson } from "../../../core/adapters/sqlite/sqlite-json.ts";
import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import type { PartitionInput, StorageDescriptor } from "../../domain/table-input.ts";
import type { PartitionRange, PartitionUpdate } from "../../ports/catalog.ts";

export interface TableKey {
  readonly table_id: number;
  readonly name: string;
  readonly version: number;
  readonly partition_keys: number;
}

interface PartitionRow {
  readonly location: string;
  readonly descriptor_id: number;
  readonly input: string;
}

const selectPartitions = "SELECT location, descriptor_id, input FROM partitions";

export function partitionOf(
  state: State,
  table: TableKey,
  values: readonly string[],
): PartitionInput | undefined {
  const row = partitionRow(state, table, values);
  return row && readPartitions(state)(row);
}

function partitionRow(
  state: State,
  table: TableKey,
  values: readonly string[],
): PartitionRow | undefined {
  return state.one(
    `${selectPartitions} WHERE table_id = ? AND first_value = ? AND value_list = ?`,
    table.table_id,
    values[0] ?? "",
    JSON.stringify(values),
  );
}

/** In order of the first value, then of the rest. */
export function partitionsOf(
  state: State,
  table: TableKey,
  { from, to }: PartitionRange,
): readonly PartitionInput[] {
  const rows = state.all<PartitionRow>(
    `${selectPartitions} WHERE table_id = ?
     ${from === undefined ? "" : "AND first_value >= ?"} ${to === undefined ? "" : "AND first_value <= ?"}
     ORDER BY first_value, value_list`,
    table.table_id,
    ...(from === undefined ? [] : [from]),
    ...(to === undefined ? [] : [to]),
  );
  return rows.map(readPartitions(state));
}

/** Reads rows back to what was given; a descriptor that many rows share is fetched and parsed once. */
function readPartitions(state: State): (row: PartitionRow) => PartitionInput {
  const descriptors = new Map<number, StorageDescriptor>();
  return ({ location, descriptor_id, input }) => {
    const shared = descriptors.get(descriptor_id) ?? descriptorOf(state, descriptor_id);
    descriptors.set(descriptor_id, shared);
    return {
      ...storedJson<PartitionInput>(input, state.file),
      StorageDescriptor: { ...shared, Location: location },
    };
  };
}

function descriptorOf(state: State, id: number): StorageDescriptor {
  const row = state.one<{ descriptor: string }>(
    "SELECT descriptor FROM descriptors WHERE descriptor_id = ?",
    id,
  );
  if (!row) throw stateCorrupt(state.file, `it has no storage descriptor ${id}`);
  return storedJson(row.descriptor, state.file);
}

/** Within a transaction of the caller. */
export function createPartition(
  state: State,
  table: TableKey,
  input: PartitionInput,
): "created" | "exists" {
  assertValues(table, input);
  if (partitionRow(state, table, input.Values)) return "exists";
  state.run(
    `INSERT INTO partitions (table_id, first_value, value_list, location, descriptor_id, input)
     VALUES (?, ?, ?, ?, ?, ?)`,
    table.table_id,
    input.Values[0] ?? "",
    JSON.stringify(input.Values),
    input.StorageDescriptor.Location,
    storeDescriptor(state, input.StorageDescriptor),
    withoutDescriptor(input),
  );
  return "created";
}

/** Within a transaction of the caller. */
export function updatePartition(
  state: State,
  table: TableKey,
  { input, expected }: PartitionUpdate,
): "updated" | "conflict" {
  const present = partitionOf(state, table, input.Values);
  if (!present || canonicalJson(present) !== canonicalJson(expected)) return "conflict";
  state.run(
    `UPDATE partitions SET location = ?, descriptor_id = ?, input = ?
     WHERE table_id = ? AND first_value = ? AND value_list = ?`,
    input.StorageDescriptor.Location,
    storeDescriptor(state, input.StorageDescriptor),
    withoutDescriptor(input),
    table.table_id,
    input.Values[0] ?? "",
    JSON.stringify(input.Values),
  );
  return "updated";
}

/** Glue refuses this too. */
function assertValues({ name, partition_keys }: TableKey, { Values }: PartitionInput): void {
  if (Values.length === partition_keys && partition_keys > 0) return;
  throw new Error(
    `table "${name}" has ${partition_keys} partition keys, the partition has ${Values.length} values`,
  );
}

/** The place of the descriptor is kept, so that the JSON read back has its keys in the order given. */
function withoutDescriptor(input: PartitionInput): string {
  return JSON.stringify({ ...input, StorageDescriptor: null });
}

function storeDescriptor(state: State, descriptor: StorageDescriptor): number {
  const text = JSON.stringify({ ...descriptor, Location: "" });
  state.run("INSERT INTO descriptors (descriptor) VALUES (?) ON CONFLICT DO NOTHING", text);
  const row = state.one<{ descriptor_id: number }>(
    "SELECT descriptor_id FROM descriptors WHERE descriptor = ?",
    text,
  );
  if (!row) throw new Error("the descriptor that was just stored is missing");
  return row.descriptor_id;
}
