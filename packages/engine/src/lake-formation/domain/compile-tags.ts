import type { Access } from "@lakewright/config";
import type { AccessTable } from "../../access/index.ts";
import { databaseTags, type Tags, tableTags } from "../../access/index.ts";
import { unclassified } from "../../core/index.ts";
import type { OwnTags } from "./lake-permission.ts";
import type { LakePolicy } from "./lake-policy.ts";
import { platformTag } from "./platform-tag.ts";

export const sensitivityTag = "sensitivity";

/**
 * Tags to set on a table and its columns. The table is always `unclassified` and each known column has its own
 * value, so that a column that comes with the data inherits `unclassified` and stays closed, whoever notices it when.
 */
export function compileTags(access: Access, table: AccessTable): OwnTags {
  const effective = tableTags(access, table);
  const inherited = { ...effective.table, [sensitivityTag]: unclassified };
  const ofDatabase = withoutSensitivity(databaseTags(access, table.database));
  const columns = [...effective.columns].map(
    ([name, tags]) => [name, differing(tags, inherited)] as const,
  );
  return {
    table: differing(inherited, ofDatabase),
    columns: new Map(columns.filter(([, tags]) => Object.keys(tags).length > 0)),
  };
}

/** Tags to set on a database. Its `sensitivity` would classify tables that nobody has looked at: it has none. */
export function compileDatabaseTags({ access, platform }: LakePolicy, database: string): Tags {
  return { ...withoutSensitivity(databaseTags(access, database)), [platformTag]: platform };
}

/** Keys with the values that must be defined before anything can be tagged. */
export function compileTagKeys({ access, platform }: LakePolicy) {
  const sensitivities = new Set([...(access.tags[sensitivityTag] ?? []), unclassified]);
  return {
    ...lowerCase(access.tags),
    [sensitivityTag]: [...sensitivities],
    [platformTag]: [platform],
  };
}

function withoutSensitivity({ [sensitivityTag]: _, ...others }: Tags): Tags {
  return others;
}

function differing(tags: Tags, inherited: Tags): Tags {
  return Object.fromEntries(
    Object.entries(tags).filter(([key, value]) => inherited[key] !== value),
  );
}

/** Lake Formation stores keys and values so. */
function lowerCase(tags: Access["tags"]): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(tags).map(([key, values]) => [
      key.toLowerCase(),
      values.map((value) => value.toLowerCase()),
    ]),
  );
}
