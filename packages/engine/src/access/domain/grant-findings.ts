import type { Access, ColumnSelection, Grant } from "@lakewright/config";
import { awsQuotas } from "@lakewright/config/aws-quotas";
import type { AccessFinding } from "./access-finding.ts";
import { type AccessTable, accessTableId, columnNames, isOfLake } from "./access-table.ts";
import { grantsNear, indexGrants } from "./grant-index.ts";
import { grantOnTable } from "./grant-on-table.ts";
import { isGuarded, type TaggedTable, taggedTable } from "./tagged-table.ts";

const { filters: maxFilters } = awsQuotas.lakeFormation;

/** Findings about grants on tables. */
export function grantFindings(access: Access, tables: readonly AccessTable[]): AccessFinding[] {
  const index = indexGrants(access);
  const principals = [...index.byPrincipal.keys()];
  return tables.flatMap((table) => {
    const tagged = taggedTable(access, table);
    return principals.flatMap((principal) => {
      const grants = grantsNear(index, principal, table).filter((grant) =>
        grantOnTable(access, grant, tagged),
      );
      return [
        ...(isOfLake(table) ? [...mixed(access, table, grants), ...tooMany(table, grants)] : []),
        ...grants.flatMap((grant) => findingsOf(access, grant, tagged)),
      ].map((finding) => ({ ...finding, role: principal }));
    });
  });
}

function findingsOf(access: Access, grant: Grant, tagged: TaggedTable): AccessFinding[] {
  const { table } = tagged;
  const on = accessTableId(table);
  const { resource, at } = grant;
  const found: AccessFinding[] = [];
  if (grant.to === "iam_allowed_principals")
    found.push({
      finding: "iam_allowed_principals",
      on,
      message: `grant ${grant.id} leaves ${on} to IAM and S3 policies: column lists and filters have no effect`,
      at,
    });
  if (resource.kind === "table")
    found.push(
      ...listFindings({ holder: `grant ${grant.id}`, columns: resource.columns, at }, tagged),
    );
  if (grant.grantable.includes("all") && isJob(access, grant.to))
    found.push({
      finding: "job_may_grant_all",
      on,
      message: `${grant.to} is a program and may grant every permission on ${on} to others by grant ${grant.id}`,
      at,
    });
  return found;
}

/** A column list, and the grant or filter that holds it. */
export interface ColumnList {
  readonly holder: string;
  readonly columns: ColumnSelection;
  readonly at: AccessFinding["at"];
}

/** Findings about a column list of a grant or filter. */
export function listFindings(
  { holder, columns, at }: ColumnList,
  tagged: TaggedTable,
): AccessFinding[] {
  const { table, partitionKeys } = tagged;
  if (columns.kind === "all") return [];
  const names = columnNames(table);
  const on = accessTableId(table);
  const unknown = columns.names.filter((name) => !names.includes(name));
  const hiddenKeys = columns.names.filter((name) => partitionKeys.has(name));
  const guarded = names.filter((name) => isGuarded(tagged, name));
  const found = unknown.map(
    (name): AccessFinding => ({
      finding: "column_missing",
      on: `${on}.${name}`,
      message: `${holder} names the column "${name}", which ${on} does not have`,
      at,
    }),
  );
  if (columns.kind === "include") return found;
  const leaks = hiddenKeys.map(
    (name): AccessFinding => ({
      finding: "partition_key_excluded",
      on: `${on}.${name}`,
      message: `${holder} excludes the partition key "${name}", which stays visible`,
      at,
    }),
  );
  if (guarded.length === 0) return [...found, ...leaks];
  const message = `${holder} excludes columns of ${on}, which holds personal data: columns that are added later would be open in Lake Formation; list what may be seen instead`;
  return [...found, ...leaks, { finding: "exclude_list_on_personal", on, message, at }];
}

/**
 * SELECT on some columns beside another right on the table is refused, or the column list has no effect, by which
 * comes first (Lake Formation developer guide, "Notes and restrictions for column-level filtering").
 */
function mixed(access: Access, table: AccessTable, grants: readonly Grant[]): AccessFinding[] {
  const partial = grants.find((grant) => isPartial(access, grant));
  const whole = grants.find((grant) => isNamedOrWildcard(grant) && !isPartial(access, grant));
  if (!partial || !whole) return [];
  const on = accessTableId(table);
  const message = `${partial.to} has some columns of ${on} by grant ${partial.id}, and ${whole.permissions.join(", ")} on all of it by grant ${whole.id}: the service refuses the two together or drops the column list`;
  return [{ finding: "partial_select_mixed", on, message, at: whole.at }];
}

function isPartial(access: Access, { resource }: Grant): boolean {
  if (resource.kind === "table") return resource.columns.kind !== "all";
  if (resource.kind !== "filter") return false;
  const filter = access.filters[resource.filter];
  return filter !== undefined && (filter.columns.kind !== "all" || filter.rows !== undefined);
}

function isNamedOrWildcard({ resource }: Grant): boolean {
  return resource.kind === "table" || resource.kind === "all_tables";
}

function tooMany(table: AccessTable, grants: readonly Grant[]): AccessFinding[] {
  const filters = grants.filter(({ resource }) => resource.kind === "filter");
  const last = filters[maxFilters];
  if (!last) return [];
  const on = accessTableId(table);
  const message = `${last.to} has ${filters.length} filters on ${on}; Lake Formation allows ${maxFilters}`;
  return [{ finding: "too_many_filters", on, message, at: last.at }];
}

function isJob(access: Access, role: string): boolean {
  const kind = Object.hasOwn(access.roles, role) ? access.roles[role]?.kind : undefined;
  return kind === "job" || kind === "service";
}
