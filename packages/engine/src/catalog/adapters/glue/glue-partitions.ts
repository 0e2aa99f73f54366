import {
  CreatePartitionCommand,
  GetPartitionCommand,
  GetTableCommand,
  type GlueClient,
  paginateGetPartitions,
  UpdatePartitionCommand,
} from "@aws-sdk/client-glue";
import { tableId } from "@lakewright/config/table-id";
import {
  ifAbsent,
  isNamed,
  orExists,
  partitionRefused,
  unknownName,
} from "../../../core/adapters/aws/aws-error.ts";
import type { PartitionInput } from "../../domain/table-input.ts";
import type { PartitionRange } from "../../ports/catalog.ts";
import { gluePartition, partitionInputOf } from "./glue-input.ts";

export interface GlueTableName {
  readonly database: string;
  readonly name: string;
}

/** Undefined if the partition, its table or its database does not exist. */
export async function partition(
  glue: GlueClient,
  { database, name }: GlueTableName,
  values: readonly string[],
): Promise<PartitionInput | undefined> {
  const command = new GetPartitionCommand({
    DatabaseName: database,
    TableName: name,
    PartitionValues: [...values],
  });
  const found = (await ifAbsent(glue.send(command), undefined))?.Partition;
  return found && partitionInputOf(found);
}

/** Glue promises no order. */
export async function partitions(
  glue: GlueClient,
  { database, name }: GlueTableName,
  range: PartitionRange,
): Promise<readonly PartitionInput[]> {
  const found: PartitionInput[] = [];
  const Expression = await expressionOf(glue, { database, name }, range);
  const pages = paginateGetPartitions(
    { client: glue },
    { DatabaseName: database, TableName: name, Expression },
  );
  for await (const { Partitions = [] } of pages) found.push(...Partitions.map(partitionInputOf));
  return found.sort((a, b) => (a.Values.join("\0") < b.Values.join("\0") ? -1 : 1));
}

/** Glue filters by the name of the partition key, which the table knows. */
async function expressionOf(
  glue: GlueClient,
  { database, name }: GlueTableName,
  { from, to }: PartitionRange,
): Promise<string | undefined> {
  if (from === undefined && to === undefined) return undefined;
  const command = new GetTableCommand({ DatabaseName: database, Name: name });
  const key = (await ifAbsent(glue.send(command), undefined))?.Table?.PartitionKeys?.[0]?.Name;
  if (key === undefined) return undefined;
  const bound = (operator: string, value: string | undefined) =>
    value === undefined ? [] : [`${key} ${operator} '${value.replaceAll("'", "''")}'`];
  return [...bound(">=", from), ...bound("<=", to)].join(" AND ");
}

export async function createPartition(
  glue: GlueClient,
  { database, name }: GlueTableName,
  input: PartitionInput,
): Promise<"created" | "exists"> {
  const command = new CreatePartitionCommand({
    DatabaseName: database,
    TableName: name,
    PartitionInput: gluePartition(input),
  });
  return orExists(
    glue.send(command).catch((error) => {
      if (isNamed(error, "EntityNotFoundException"))
        throw unknownName(`table "${tableId({ database, table: name })}"`, error);
      throw isNamed(error, "InvalidInputException")
        ? partitionRefused(tableId({ database, table: name }), input.Values, error)
        : error;
    }),
  );
}

export async function updatePartition(
  glue: GlueClient,
  { database, name }: GlueTableName,
  input: PartitionInput,
): Promise<"updated" | "conflict"> {
  const command = new UpdatePartitionCommand({
    DatabaseName: database,
    TableName: name,
    PartitionValueList: [...input.Values],
    PartitionInput: gluePartition(input),
  });
  try {
    await glue.send(command);
    return "updated";
  } catch (error) {
    if (isNamed(error, "EntityNotFoundException", "ConcurrentModificationException"))
      return "conflict";
    throw error;
  }
}
