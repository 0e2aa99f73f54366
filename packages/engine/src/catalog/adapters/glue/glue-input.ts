import type {
  Column,
  PartitionInput as GluePartitionInput,
  TableInput as GlueTableInput,
  Partition,
  StorageDescriptor,
  Table,
} from "@aws-sdk/client-glue";
import type { ColumnInput, PartitionInput, TableInput } from "../../domain/table-input.ts";
import type { CatalogTable } from "../../ports/catalog.ts";

// Glue's answers hold more than its inputs take (CreateTime, CatalogId …), in any order. What others have set and an input
// can hold is kept, since an update replaces the whole table.

/** The same shape: the SDK's type does not know that lists are only read. */
export const glueTable = (input: TableInput): GlueTableInput => input as unknown as GlueTableInput;
export const gluePartition = (input: PartitionInput): GluePartitionInput =>
  input as unknown as GluePartitionInput;

/** A table in Glue's answer, with the input that would create it. */
export function catalogTableOf(database: string, table: Table): CatalogTable {
  return { database, input: tableInputOf(table), version: table.VersionId ?? "" };
}

function tableInputOf(table: Table): TableInput {
  const { Name, Description, TableType, PartitionKeys = [], Parameters = {} } = table;
  const { Owner, LastAccessTime, LastAnalyzedTime, Retention } = table;
  const { ViewOriginalText, ViewExpandedText, TargetTable } = table;
  return withoutAbsent({
    Name,
    Description,
    TableType,
    PartitionKeys: PartitionKeys.map(columnOf),
    Parameters,
    StorageDescriptor: table.StorageDescriptor && descriptorOf(table.StorageDescriptor),
    ...{ Owner, LastAccessTime, LastAnalyzedTime, Retention: Retention || undefined },
    ...{ ViewOriginalText, ViewExpandedText, TargetTable },
  }) as unknown as TableInput;
}

/** The input that would create a partition. */
export function partitionInputOf(partition: Partition): PartitionInput {
  const {
    Values,
    StorageDescriptor,
    Parameters = {},
    LastAccessTime,
    LastAnalyzedTime,
  } = partition;
  return withoutAbsent({
    Values,
    StorageDescriptor: StorageDescriptor && descriptorOf(StorageDescriptor),
    Parameters,
    ...{ LastAccessTime, LastAnalyzedTime },
  }) as unknown as PartitionInput;
}

function descriptorOf(descriptor: StorageDescriptor) {
  const {
    Columns = [],
    Location,
    InputFormat,
    OutputFormat,
    Compressed,
    NumberOfBuckets,
    SerdeInfo,
  } = descriptor;
  const { BucketColumns, SortColumns, StoredAsSubDirectories, Parameters, ...rest } = descriptor;
  return withoutAbsent({
    ...{ Columns: Columns.map(columnOf), Location, InputFormat, OutputFormat, Compressed },
    ...{ NumberOfBuckets, SerdeInfo: SerdeInfo && withoutAbsent({ ...SerdeInfo }) },
    ...{ BucketColumns, SortColumns, StoredAsSubDirectories, Parameters },
    ...{ SchemaReference: rest.SchemaReference, SkewedInfo: rest.SkewedInfo },
    AdditionalLocations: rest.AdditionalLocations,
  });
}

function columnOf({ Name = "", Type = "", Comment, Parameters }: Column): ColumnInput {
  return withoutAbsent({ Name, Type, Comment, Parameters }) as unknown as ColumnInput;
}

function withoutAbsent(parts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined && value !== null),
  );
}
