import type { Access, Grant, GrantedResource } from "@lakewright/config";
import { type TableId, tableId } from "@lakewright/config/table-id";
import { type AccessTable, accessTableId } from "./access-table.ts";
import { principalClosure } from "./principal-closure.ts";

/** Grants by whom they name and what they are on, so that a table's are found without reading all. */
export interface GrantIndex {
  readonly access: Access;
  readonly byPrincipal: ReadonlyMap<string, PrincipalGrants>;
}

interface PrincipalGrants {
  readonly onTable: Map<TableId, Grant[]>;
  readonly onAllTables: Map<string, Grant[]>;
  readonly onTags: Grant[];
}

/** Reads all grants once; worth keeping where many tables or roles are asked about. */
export function indexGrants(access: Access): GrantIndex {
  const byPrincipal = new Map<string, PrincipalGrants>();
  for (const grant of access.grants) {
    const grants = byPrincipal.get(grant.to) ?? noGrants();
    byPrincipal.set(grant.to, grants);
    addTo(grants, grant, access);
  }
  return { access, byPrincipal };
}

/** Grants that may concern the table: named, all tables of its database, and every tag policy on tables. */
export function grantsNear(
  index: GrantIndex,
  principal: string,
  table: Pick<AccessTable, "database" | "name">,
): readonly Grant[] {
  const grants = index.byPrincipal.get(principal);
  if (!grants) return [];
  const named = grants.onTable.get(accessTableId(table)) ?? [];
  return [...named, ...(grants.onAllTables.get(table.database) ?? []), ...grants.onTags];
}

/** Principals whose grants count for the role: its own and, because it holds for everybody, IAMAllowedPrincipals. */
export function grantingPrincipals(access: Access, role: string): readonly string[] {
  const own = [...principalClosure(access, role)];
  return own.length === 0 ? own : [...own, "iam_allowed_principals"];
}

function noGrants(): PrincipalGrants {
  return { onTable: new Map(), onAllTables: new Map(), onTags: [] };
}

function addTo(grants: PrincipalGrants, grant: Grant, access: Access): void {
  const { resource } = grant;
  const key = namedTable(resource, access);
  if (key !== undefined) append(grants.onTable, key, grant);
  else if (resource.kind === "all_tables") append(grants.onAllTables, resource.database, grant);
  else if (resource.kind === "tags" && resource.level === "table") grants.onTags.push(grant);
}

function namedTable(resource: GrantedResource, access: Access): TableId | undefined {
  if (resource.kind === "table") return tableId(resource);
  if (resource.kind !== "filter") return undefined;
  const filter = access.filters[resource.filter];
  return filter && tableId(filter);
}

function append<Key>(lists: Map<Key, Grant[]>, key: Key, grant: Grant): void {
  const list = lists.get(key);
  if (list) list.push(grant);
  else lists.set(key, [grant]);
}
