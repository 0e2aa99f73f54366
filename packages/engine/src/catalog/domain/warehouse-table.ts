import type { FollowedColumn, FollowedTable } from "../../elt/domain/followed-column.ts";
import { parameterNames } from "./registered-table.ts";
import type { TableInput } from "./table-input.ts";

/** A table or view of the warehouse as it is registered. */
export interface WarehouseTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** What its columns carry; a column that is missing in it is registered as unclassified. */
  readonly followed: FollowedTable;
  /** A view over files of the lake: the build reads it, nobody else can. */
  readonly isStaging: boolean;
}

/** Parameter that tells a table of the warehouse from one of the lake. */
const warehouseParameter = "lakewright.warehouse";

/** Parameter that tells staging models from what readers can ask. */
const stagingParameter = "lakewright.staging";

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
  { schema, name, columns, followed, isStaging }: WarehouseTable,
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
      Columns: columns.map((column) => ({
        Name: column.name,
        Type: hiveType(column.type),
        Parameters: columnParameters(followed.get(column.name.toLowerCase())),
      })),
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

/** Whether a registered table is one that the published warehouse can answer for; staging models are known for what they carry. */
export function isPublishedTable(input: TableInput): boolean {
  return isWarehouseTable(input) && input.Parameters[stagingParameter] === undefined;
}

/** What its entry says that the columns of a warehouse table carry. One that says nothing was registered before columns were followed. */
export function followedTable({ StorageDescriptor }: TableInput): FollowedTable {
  return new Map(
    StorageDescriptor.Columns.map(({ Name, Parameters }) => [
      Name,
      {
        sensitivity: Parameters?.[parameterNames.sensitivity] ?? "unclassified",
        derivedFrom: Parameters?.[parameterNames.derivedFrom]?.split(",") ?? [],
        sources: [],
        unknown: undefined,
      },
    ]),
  );
}

function columnParameters(column: FollowedColumn | undefined): Readonly<Record<string, string>> {
  const { sensitivity, derivedFrom } = column ?? { sensitivity: "unclassified", derivedFrom: [] };
  return {
    [parameterNames.sensitivity]: sensitivity,
    ...(derivedFrom.length > 0 ? { [parameterNames.derivedFrom]: derivedFrom.join(",") } : {}),
  };
}

function hiveType(type: string): string {
  return hiveTypes[type] ?? (type.startsWith("DECIMAL") ? type.toLowerCase() : "string");
}
