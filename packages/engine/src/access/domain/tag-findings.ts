import type { Access } from "@lakewright/config";
import type { AccessFinding } from "./access-finding.ts";
import { type AccessTable, accessTableId } from "./access-table.ts";
import { databaseTags, ownColumnTags, tagsMatch } from "./effective-tags.ts";
import { type TaggedTable, taggedTable } from "./tagged-table.ts";

/** Findings about tags and the policies on them. */
export function tagFindings(access: Access, tables: readonly AccessTable[]): AccessFinding[] {
  const tagged = tables.map((table) => taggedTable(access, table));
  return [
    ...policyFindings(access, tagged),
    ...tables.flatMap((table) => keyFindings(access, table)),
  ];
}

/** Only where tables are known: without any, every policy would match nothing. */
function policyFindings(access: Access, tables: readonly TaggedTable[]): AccessFinding[] {
  if (tables.length === 0) return [];
  return access.grants.flatMap(({ id, resource, at }) => {
    if (resource.kind !== "tags") return [];
    const matches = tables.some(({ table, tags }) =>
      resource.level === "database"
        ? tagsMatch(resource.expression, databaseTags(access, table.database))
        : [...tags.columns.values()].some((of) => tagsMatch(resource.expression, of)),
    );
    if (matches) return [];
    const message = `grant ${id} is on tags that no ${resource.level} has: it has no effect today`;
    return [{ finding: "tag_policy_matches_nothing", on: id, message, at }];
  });
}

/** A partition key cannot be hidden, so that a tag on it promises what the service does not hold. */
function keyFindings(access: Access, table: AccessTable): AccessFinding[] {
  return table.partitionKeys.flatMap((key) => {
    if (ownColumnTags(access, table, key).sensitivity !== "personal") return [];
    const assignment = access.assignments.find(
      ({ resource }) =>
        resource.kind === "columns" &&
        resource.database === table.database &&
        resource.table === table.name &&
        resource.columns.includes(key),
    );
    const on = `${accessTableId(table)}.${key}`;
    const message = `${on} is a partition key and tagged personal: whoever sees a row sees it`;
    return assignment
      ? [{ finding: "partition_key_personal", on, message, at: assignment.at }]
      : [];
  });
}
