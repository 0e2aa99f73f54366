import { type HiveType, logicalTypes, translateType } from "../../core/index.ts";
import { parameterNames } from "./registered-table.ts";
import type { ColumnInput, TableInput } from "./table-input.ts";

/** Where the values of a warehouse column come from, and how sensitive that makes them. */
export interface ColumnOrigin {
  readonly sensitivity: string;
  /** Columns of the lake: `<database>.<table>.<column>`. */
  readonly derivedFrom: readonly string[];
}

/** A table or view of the warehouse as it is registered. */
export interface WarehouseTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** By column, lower case; a column that is missing in it is registered as unclassified. */
  readonly origins: ReadonlyMap<string, ColumnOrigin>;
  /** A view over files of the lake. */
  readonly isStaging: boolean;
}

/**
 * The catalog's entry of a warehouse table. Which state is read is published apart from it: its place is that of its Parquet
 * files in the curated zone, if it has some.
 */
export function warehouseTableInput(
  { schema, name, columns, origins, isStaging }: WarehouseTable,
  project: string,
  parquet: string | undefined,
): TableInput {
  return {
    Name: name,
    TableType: "EXTERNAL_TABLE",
    PartitionKeys: [],
    Parameters: {
      classification: "warehouse",
      [parameterNames.warehouse]: project,
      ...(isStaging ? { [parameterNames.staging]: "true" } : {}),
    },
    StorageDescriptor: {
      Columns: columns.map((column) => ({
        Name: column.name,
        Type: hiveTypeOf(column.type),
        Parameters: originParameters(origins.get(column.name.toLowerCase())),
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
  return Parameters[parameterNames.warehouse] !== undefined;
}

/** Whether a table of the warehouse is in its published state; not where a build has withdrawn it. */
export function isBuiltTable(input: TableInput): boolean {
  return isWarehouseTable(input) && withdrawnBy(input) === undefined;
}

/** The entry of a table that the build `loadId` withdraws. */
export function withdrawnTableInput(input: TableInput, loadId: string): TableInput {
  return { ...input, Parameters: { ...input.Parameters, [parameterNames.withdrawn]: loadId } };
}

/** The build that withdrew a table; undefined if none did. */
export function withdrawnBy({ Parameters }: TableInput): string | undefined {
  return Parameters[parameterNames.withdrawn];
}

/** The ELT project that built a table of the warehouse. */
export function builderOf({ Parameters }: TableInput): string | undefined {
  return Parameters[parameterNames.warehouse];
}

/** Whether a registered table is one that the published warehouse can answer for by itself; staging is a view over files of the lake. */
export function isPublishedTable(input: TableInput): boolean {
  return isBuiltTable(input) && input.Parameters[parameterNames.staging] === undefined;
}

/** Where the values of a registered column come from. A column without an origin was registered before columns were followed. */
export function columnOrigin({ Parameters }: ColumnInput): ColumnOrigin {
  const derivedFrom = Parameters?.[parameterNames.derivedFrom] ?? "";
  return {
    sensitivity: Parameters?.[parameterNames.sensitivity] ?? "unclassified",
    derivedFrom: derivedFrom.split(",").filter((name) => name !== ""),
  };
}

function originParameters(origin: ColumnOrigin | undefined): Readonly<Record<string, string>> {
  const { sensitivity, derivedFrom } = origin ?? { sensitivity: "unclassified", derivedFrom: [] };
  return {
    [parameterNames.sensitivity]: sensitivity,
    ...(derivedFrom.length > 0 ? { [parameterNames.derivedFrom]: derivedFrom.join(",") } : {}),
  };
}

/** Hive's name of a DuckDB type; what has no counterpart is text. */
function hiveTypeOf(type: string): HiveType {
  // Sums of integers.
  if (type === "HUGEINT") return "decimal(38,0)";
  return translateType(type, "duckdb", "hive") ?? logicalTypes.string.hive;
}
