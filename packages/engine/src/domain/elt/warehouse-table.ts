import type { TableInput } from "../table-input.ts";

/** A table or view of the warehouse as it is registered. */
export interface WarehouseTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** A view over files of the lake: the build reads it, nobody else can. */
  readonly isStaging?: boolean;
}

/** Parameter that tells staging models from what readers can ask. */
const stagingParameter = "lakewright.staging";

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
  { schema, name, columns, isStaging }: WarehouseTable,
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
      ...(isStaging ? { [stagingParameter]: "true" } : {}),
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

/** Whether a registered table is one that the published warehouse can answer for; staging models are known for what they hold. */
export function isPublishedTable(table: TableInput): boolean {
  return isWarehouseTable(table) && table.Parameters[stagingParameter] === undefined;
}

function hiveType(type: string): string {
  return hiveTypes[type] ?? (type.startsWith("DECIMAL") ? type.toLowerCase() : "string");
}
