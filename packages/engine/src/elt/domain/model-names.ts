import type { TableName } from "@lakewright/config";
import { type Sql, trustedSql } from "../../core/index.ts";

/** Names that access.yaml uses too are made in config; those that only models need, here. */
export {
  bridgeModel,
  currentModel,
  effectivityModel,
  historyModel,
  hubModel,
  latestModel,
  linkModel,
  pointInTimeModel,
  satelliteModel,
  stagingModel,
} from "@lakewright/config/model-names";

/** Columns that generated models add: a feed's column of this name is renamed. */
export const reservedModelColumns: ReadonlySet<string> = new Set([
  "load_date",
  "load_source_dts",
  "load_dts",
  "load_id",
  "version_dts",
  "record_source",
  "is_deleted",
  "hash_diff",
]);

/** The record source of a feed's rows. */
export function recordSource({ database, table }: TableName): string {
  return `${database}.${table}`;
}

/** Key of a hub, link or end. Such names are lower-case words, so that SQL takes them unquoted. */
export const keyColumn = (name: string): Sql => trustedSql(`${name}_pk`);
