import type { Flow } from "@lakewright/config";
import type { HiveType } from "../../core/index.ts";
import type { FieldDescription } from "../../sources/index.ts";
import type { ColumnInput, PartitionInput, StorageDescriptor, TableInput } from "./table-input.ts";

/** A column as the first file of a day holds it. */
export interface StoredColumn {
  readonly name: string;
  readonly type: HiveType;
}

const parquet = {
  InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
  OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
  Compressed: false,
  NumberOfBuckets: -1,
  SerdeInfo: {
    SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
    Parameters: { "serialization.format": "1" },
  },
  BucketColumns: [],
  SortColumns: [],
  StoredAsSubDirectories: false,
} as const;

const parquetParameters = {
  classification: "parquet",
  compressionType: "none",
  typeOfData: "file",
} as const;

/** Names of the parameters that Lakewright adds to what awswrangler would write. */
export const parameterNames = {
  flow: "lakewright.flow",
  typedBy: "lakewright.typed_by",
  sensitivity: "sensitivity",
  drifted: "lakewright.drifted",
  /** Its value can change without moving the record's stamp, so an increment may miss it. */
  formula: "lakewright.formula",
  execution: "lakewright.execution_id",
  startedAt: "lakewright.started_at",
  /** Columns of the lake that a column of the warehouse is made of: `<database>.<table>.<column>`, with commas. */
  derivedFrom: "lakewright.derived_from",
  /** Marks a table of the warehouse; tables of the lake lack it. */
  warehouse: "lakewright.warehouse",
  /** Marks a staging model, which readers cannot query. */
  staging: "lakewright.staging",
  /** The build that withdrew a table of the warehouse, since no model makes it any more. */
  withdrawn: "lakewright.withdrawn",
} as const;

/** The columns of a run, as far as they are known. */
export interface SeenColumns {
  readonly columns: readonly StoredColumn[];
  /** Their fields at the source, for labels; empty if they were not requested. */
  readonly described: readonly FieldDescription[];
  /** Where the types come from: the files, or the describe call as long as there is no file. */
  readonly typedBy: "files" | "describe";
}

/** The table of a flow, as it is created. Column names are lower case, since Hive and Athena compare them so. */
export function newTableInput(
  flow: Flow,
  location: string,
  { columns, described, typedBy }: SeenColumns,
): TableInput {
  return {
    Name: flow.table,
    TableType: "EXTERNAL_TABLE",
    PartitionKeys: [{ Name: flow.partitionColumn, Type: "string" }],
    Parameters: {
      ...parquetParameters,
      "projection.enabled": "false",
      [parameterNames.flow]: flow.name,
      [parameterNames.typedBy]: typedBy,
      [parameterNames.sensitivity]: flow.sensitivity,
    },
    StorageDescriptor: {
      ...parquet,
      Columns: columnInputs(columns, described, { [parameterNames.sensitivity]: flow.sensitivity }),
      Location: location,
      Parameters: { CrawlerSchemaDeserializerVersion: "1.0", ...parquetParameters },
    },
  };
}

/** A column whose stored type is not the registered one; the registered one stays. */
export interface TypeConflict {
  readonly column: string;
  readonly registered: string;
  readonly stored: string;
}

/** Whether a new file brings columns that the table does not have. */
export function lacksColumns(
  { StorageDescriptor }: TableInput,
  columns: readonly StoredColumn[],
): boolean {
  const names = new Set(StorageDescriptor.Columns.map(({ Name }) => Name));
  return columns.some(({ name }) => !names.has(name.toLowerCase()));
}

/**
 * The table with the columns of a new file added at the end, marked as drifted and unclassified: closed until somebody
 * decides. Nothing is dropped and no type changes, except that a table typed by describe takes its types from its
 * first file. Unknown parameters stay.
 */
export function extendTableInput(
  table: TableInput,
  { columns, described, typedBy }: SeenColumns,
): { readonly input: TableInput; readonly conflicts: readonly TypeConflict[] } {
  const retyped = typedBy === "files" && table.Parameters[parameterNames.typedBy] === "describe";
  const stored = new Map(columns.map(({ name, type }) => [name.toLowerCase(), type]));
  const known = table.StorageDescriptor.Columns.map((column) => {
    const type = stored.get(column.Name);
    return retyped && type ? { ...column, Type: type } : column;
  });
  const names = new Set(known.map(({ Name }) => Name));
  const added = columnInputs(
    columns.filter(({ name }) => !names.has(name.toLowerCase())),
    described,
    { [parameterNames.sensitivity]: "unclassified", [parameterNames.drifted]: "true" },
  );
  const conflicts = known.flatMap(({ Name, Type }) => {
    const type = stored.get(Name);
    return type && type !== Type ? [{ column: Name, registered: Type, stored: type }] : [];
  });
  const input: TableInput = {
    ...table,
    Parameters: retyped
      ? { ...table.Parameters, [parameterNames.typedBy]: "files" }
      : table.Parameters,
    StorageDescriptor: { ...table.StorageDescriptor, Columns: [...known, ...added] },
  };
  return { input, conflicts };
}

/** The partition of a day. Its columns are left to the table, so that they can be extended. */
export function newPartitionInput(
  value: string,
  location: string,
  run: { readonly executionId: string; readonly startedAt: Date },
): PartitionInput {
  const descriptor: StorageDescriptor = { ...parquet, Columns: [], Location: location };
  return {
    Values: [value],
    StorageDescriptor: descriptor,
    Parameters: {
      [parameterNames.execution]: run.executionId,
      [parameterNames.startedAt]: run.startedAt.toISOString(),
    },
  };
}

function columnInputs(
  columns: readonly StoredColumn[],
  described: readonly FieldDescription[],
  parameters: Readonly<Record<string, string>>,
): ColumnInput[] {
  const fields = new Map(described.map((field) => [field.name.toLowerCase(), field]));
  return columns.map(({ name, type }) => {
    const field = fields.get(name.toLowerCase());
    return {
      Name: name.toLowerCase(),
      Type: type,
      ...(field?.label ? { Comment: commentOf(field.label) } : {}),
      Parameters: field?.calculated
        ? { ...parameters, [parameterNames.formula]: "true" }
        : parameters,
    };
  });
}

/** Columns that the source calculates. */
export function formulaColumns({ StorageDescriptor }: TableInput): readonly string[] {
  return StorageDescriptor.Columns.flatMap(({ Name, Parameters }) =>
    Parameters?.[parameterNames.formula] === "true" ? [Name] : [],
  );
}

/** Glue takes 255 bytes of one line. */
function commentOf(label: string): string {
  const line = label.replace(/\s+/g, " ");
  let comment = line;
  while (Buffer.byteLength(comment) > 255) comment = comment.slice(0, -1);
  return comment;
}
