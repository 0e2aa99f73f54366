import type { TableName } from "@lakewright/config";

/** What is called so in access.yaml too stands in config; what only models need, here. */
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

/** What rows of a feed say of where they come from. */
export function recordSource({ database, table }: TableName): string {
  return `${database}.${table}`;
}

export const keyColumn = (name: string) => `${name}_pk`;
