import type { TableInput } from "../table-input.ts";

/** A table or view of the warehouse as it is registered. */
export interface WarehouseTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** A view over files of the lake, as staging is: registered, and not to be read out of a state. */
  readonly readsLake?: boolean;
}

/** Parameter of such a view. */
const readsLakeParameter = "lakewright.reads_lake";

/** Parameter that tells a table of the warehouse from one of the lake. */
const warehouseParameter = "lakewright.warehouse";

const hiveTypes: Readonly<Record<string, string>> = {
  VARCHAR: "string",
  BOOLEAN: "boolean",
  INTEGER: "int",
  BIGINT: "bigint",
  HUGEINT: "decimal(38,0)",
  DOUBLE: "double",
  DATE: "date",
  TIMESTAMP: "timestamp",
  "TIMESTAMP WITH TIME ZONE": "timestamp",
};

/**
 * The catalog's entry of a warehouse table. Which state is read is published apart from it: its place is that of its Parquet
 * files in the curated zone, if it has some.
 */
export function warehouseTableInput(
  { schema, name, columns, readsLake }: WarehouseTable,
  project: string,
  parquet: string | undefined,
): TableInput {
  return {
    Name: name,
    TableType: "EXTERNAL_TABLE",
    PartitionKeys: [],
    Parameters: {
      classification: "warehouse",
      [warehouseParameter]: project,
      ...(readsLake ? { [readsLakeParameter]: "true" } : {}),
    },
    StorageDescriptor: {
      Columns: columns.map((column) => ({ Name: column.name, Type: hiveType(column.type) })),
      Location: parquet ?? `warehouse:${schema}.${name}`,
      InputFormat: "",
      OutputFormat: "",
      Compressed: false,
      NumberOfBuckets: -1,
      SerdeInfo: { SerializationLibrary: "", Parameters: {} },
      BucketColumns: [],
      SortColumns: [],
      StoredAsSubDirectories: false,
    },
  };
}

/** Whether a registered table is one of the warehouse. */
export function isWarehouseTable({ Parameters }: TableInput): boolean {
  return Parameters[warehouseParameter] !== undefined;
}

/** Whether it is one whose rows a published state holds. */
export function isPublished(table: TableInput): boolean {
  return isWarehouseTable(table) && table.Parameters[readsLakeParameter] === undefined;
}

function hiveType(type: string): string {
  return hiveTypes[type] ?? (type.startsWith("DECIMAL") ? type.toLowerCase() : "string");
}
