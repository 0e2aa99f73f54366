import { quoteName, quoteText, textList } from "../../../core/index.ts";
import type { GovernedRelation } from "../../ports/governed-query.ts";
import { lakeFiles } from "../duckdb/relation-select.ts";
import type { FilledColumn } from "./governed-message.ts";
import { roleSelect } from "./role-select.ts";

/** What a relation's name stands for in an engine that runs a role's text. */
export interface RoleView {
  readonly schema: string;
  readonly name: string;
  readonly select: string;
  /** The files that it reads. */
  readonly files: readonly string[];
  /** False where columns that the role may read are missing, since its statement names none of them. */
  readonly isWhole: boolean;
}

export interface EngineLimits {
  readonly memoryMiB: number;
  readonly tempMiB: number;
  /** Zone of the role's own text; policies are always in UTC. */
  readonly timeZone?: string | undefined;
}

/** Columns of the relation's own files: nothing but other columns is hidden. */
export function viewOfFiles(governed: GovernedRelation): RoleView {
  const { relation, policy } = governed;
  return {
    schema: relation.schema,
    name: relation.name,
    select: roleSelect(governed, policy.columns),
    files: lakeFiles([relation]),
    isWhole: true,
  };
}

/** What was filled into a file, which holds nothing else. */
export function viewOfFilled(
  { relation, policy }: GovernedRelation,
  file: string,
  columns: readonly FilledColumn[],
): RoleView {
  const list = columns.map(({ name, castTo }) =>
    castTo === undefined
      ? quoteName(name)
      : `CAST(${quoteName(name)} AS ${castTo}) AS ${quoteName(name)}`,
  );
  return {
    schema: relation.schema,
    name: relation.name,
    select: `SELECT ${list.join(", ")} FROM read_parquet(${quoteText(file)}, hive_partitioning = false)`,
    files: [file],
    isWhole: columns.length === policy.columns.length,
  };
}

/** The statements that make an engine a role's: its views, then the lock. It opens exactly their files and can be changed no more. */
export function governedSetup(views: readonly RoleView[], limits: EngineLimits): readonly string[] {
  const schemas = new Set(views.map(({ schema }) => quoteName(schema)));
  return [
    ...limitSettings(limits),
    ...[...schemas].map((schema) => `CREATE SCHEMA IF NOT EXISTS ${schema}`),
    ...views.map(
      ({ schema, name, select }) =>
        `CREATE VIEW ${quoteName(schema)}.${quoteName(name)} AS ${select}`,
    ),
    ...lock(views.flatMap(({ files }) => files)),
  ];
}

export function limitSettings({
  memoryMiB,
  tempMiB,
  timeZone = "UTC",
}: EngineLimits): readonly string[] {
  return [
    `SET TimeZone = ${quoteText(timeZone)}`,
    `SET memory_limit = '${memoryMiB}MiB'`,
    `SET max_temp_directory_size = '${tempMiB}MiB'`,
  ];
}

/** From here on the engine opens these files and no other. */
export function lock(files: readonly string[]): readonly string[] {
  return [
    `SET allowed_paths = ${textList(files)}`,
    "SET enable_external_access = false",
    "SET lock_configuration = true",
  ];
}
