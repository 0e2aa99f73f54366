import type { PartitionInput, TableInput } from "../domain/table-input.ts";

export interface CatalogTable {
  readonly database: string;
  readonly input: TableInput;
  /** Changes with every update; an update names the version it was made from. */
  readonly version: string;
}

/** Bounds on the first partition value, both inclusive; absent = open. */
export interface PartitionRange {
  readonly from?: string;
  readonly to?: string;
}

/** A partition in place of the one that the caller has seen. */
export interface PartitionUpdate {
  readonly input: PartitionInput;
  readonly expected: PartitionInput;
}

/** The register of all data, in Glue's shapes. It never deletes. */
export interface Catalog {
  /** Makes the database if it is missing. */
  ensureDatabase(name: string): Promise<void>;
  databases(): Promise<readonly string[]>;
  /** Undefined only if the table does not exist; any other failure is thrown. */
  table(database: string, name: string): Promise<CatalogTable | undefined>;
  /** Tables of a database, by name. */
  tables(database: string): Promise<readonly CatalogTable[]>;
  /** `exists` if somebody was faster; then nothing was changed. */
  createTable(database: string, input: TableInput): Promise<"created" | "exists">;
  /** `conflict` if the table is no longer at `version`; then nothing was changed. */
  updateTable(
    database: string,
    input: TableInput,
    version: string,
  ): Promise<"updated" | "conflict">;
  partition(
    database: string,
    table: string,
    values: readonly string[],
  ): Promise<PartitionInput | undefined>;
  /** Partitions in order of their first value. */
  partitions(
    database: string,
    table: string,
    range?: PartitionRange,
  ): Promise<readonly PartitionInput[]>;
  createPartition(
    database: string,
    table: string,
    input: PartitionInput,
  ): Promise<"created" | "exists">;
  /** Replaces the partition of these values; `conflict` if it no longer equals `expected`. */
  updatePartition(
    database: string,
    table: string,
    update: PartitionUpdate,
  ): Promise<"updated" | "conflict">;
}
