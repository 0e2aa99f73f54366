import type { AccessTable } from "../../access/index.ts";
import {
  accessTableId,
  type GrantOnTable,
  grantOnTable,
  grantsNear,
  sensitivityOf,
  type TaggedTable,
  taggedTable,
} from "../../access/index.ts";
import { isUnclassified } from "../../core/index.ts";
import { isPlatformWide, selectsByTags } from "./compile-platform.ts";
import { compileTags } from "./compile-tags.ts";
import { type ColumnView, compileViews } from "./compile-views.ts";
import {
  type GranteeGrant,
  grantedPermission,
  isGrantable,
  metadataPermissions,
} from "./granted-permissions.ts";
import type { LakeFilter, LakePermission, OwnTags } from "./lake-permission.ts";
import type { Grantee, LakePolicy } from "./lake-policy.ts";
import { besideColumns, readsEverything, type Withheld } from "./withheld.ts";

/** All that Lake Formation is to know of one table. */
export interface TableState {
  readonly tags: OwnTags;
  readonly filters: readonly LakeFilter[];
  readonly permissions: readonly LakePermission[];
  readonly withheld: readonly Withheld[];
}

/**
 * Grants on a table that exists. Columns are opened by tags and by lists of visible ones, never by
 * wildcards or lists of hidden ones, so that a column that is added later is closed until this is compiled again.
 */
export function compileTable(policy: LakePolicy, table: AccessTable): TableState {
  const tagged = taggedTable(policy.access, table);
  const parts = policy.grantees.map((grantee) => compileGrantee({ policy, grantee, tagged }));
  const filters = new Map(
    parts.flatMap((part) => part.filters.map((filter) => [filter.name, filter] as const)),
  );
  return {
    tags: compileTags(policy.access, table),
    filters: [...filters.values()],
    permissions: parts.flatMap(({ permissions }) => permissions),
    withheld: parts.flatMap(({ withheld }) => withheld),
  };
}

type GranteePart = Omit<TableState, "tags">;

/** Permissions of one grantee on one table. */
interface GranteeTable {
  readonly policy: LakePolicy;
  readonly grantee: Grantee;
  readonly tagged: TaggedTable;
}

function compileGrantee(granteeTable: GranteeTable): GranteePart {
  const { policy, grantee, tagged } = granteeTable;
  const grants = grantee.names
    .flatMap((name) => grantsNear(policy.index, name, tagged.table))
    .flatMap((grant) => grantOnTable(policy.access, grant, tagged) ?? []);
  const everything = grantee.ungoverned ? grants.filter(givesMoreThanSelect) : [];
  if (everything.length > 0) return asDeclared(grantee, tagged, everything);
  const views = grants
    .filter(({ grant, reads }) => reads && !selectsByTags(grant))
    .map((one) => viewOf(grantee, tagged, one))
    .filter(({ columns }) => columns.length > 0);
  const reads = views.length > 0 || grants.some((one) => one.reads && selectsByTags(one.grant));
  const seen = compileViews(grantee, tagged.table, views);
  const others = grants.filter((one) => !one.reads);
  if (!reads) return { ...seen, permissions: permissionsByName(granteeTable, others) };
  return {
    ...seen,
    withheld: [
      ...seen.withheld,
      ...grants.flatMap((one) =>
        selectsByTags(one.grant) ? [] : withheldOf(grantee, tagged, one),
      ),
    ],
  };
}

/** The columns that the grantee may be given through the grant. */
function viewOf(
  { opensUnclassified }: Grantee,
  tagged: TaggedTable,
  { grant, rows, covers }: GrantOnTable,
): ColumnView {
  const columns = tagged.names.filter(
    (name) => covers(name) && (opensUnclassified || !isUnclassified(sensitivityOf(tagged, name))),
  );
  const { resource } = grant;
  const filter = resource.kind === "filter" ? resource.filter : undefined;
  return { rows, columns, filter, grantable: isGrantable(grant, "select"), grant: grant.id };
}

/** ALTER, DROP and DESCRIBE on the table by name, unless they are given on all tables or by tags. */
function permissionsByName(
  { policy, grantee, tagged }: GranteeTable,
  grants: readonly GrantOnTable[],
): readonly LakePermission[] {
  return grants.flatMap(({ grant, permissions }) =>
    isPlatformWide(policy, grantee, grant)
      ? []
      : metadataPermissions(grant)
          .filter((permission) => permissions.includes(permission))
          .map((permission) => onTable({ grantee, grant }, tagged.table, permission)),
  );
}

function givesMoreThanSelect({ grant, reads }: GrantOnTable): boolean {
  if (!reads || selectsByTags(grant)) return false;
  return grant.permissions.some((one) => ["insert", "delete", "all"].includes(one));
}

function asDeclared(
  grantee: Grantee,
  { table }: TaggedTable,
  grants: readonly GrantOnTable[],
): GranteePart {
  const permissions = grants.flatMap(({ grant }) =>
    grant.permissions.map((permission) => onTable({ grantee, grant }, table, permission)),
  );
  return { filters: [], permissions, withheld: [] };
}

function onTable(
  one: GranteeGrant,
  { database, name }: AccessTable,
  permission: LakePermission["permission"],
): LakePermission {
  return grantedPermission(one, { kind: "table", database, table: name }, permission);
}

/** Permissions that are withheld beside SELECT, with the reason; SELECT implies DESCRIBE. */
function withheldOf(
  { principal }: Grantee,
  { table }: TaggedTable,
  { grant, reads }: GrantOnTable,
): readonly Withheld[] {
  const reading = ["insert", "delete", "all"];
  return grant.permissions
    .filter((one) => one !== "select" && one !== "describe")
    .map((permission) => ({
      principal,
      on: accessTableId(table),
      permission,
      grant: grant.id,
      reason: reads && reading.includes(permission) ? readsEverything : besideColumns,
    }));
}
