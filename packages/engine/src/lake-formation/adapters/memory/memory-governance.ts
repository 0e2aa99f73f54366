import { diffPermissions, holdingKey, type Revocation } from "../../domain/diff-permissions.ts";
import type { LakeFilter, LakePermission, LakeResource } from "../../domain/lake-permission.ts";
import type { Governance, Refusal, TagTarget } from "../../ports/governance.ts";

type Tags = Record<string, string>;

/**
 * Lake Formation in memory. As the service does, it refuses a column list or filter beside another permission of the
 * principal on the table, and a filter that is not there.
 */
export function memoryGovernance(): Governance {
  let held: readonly LakePermission[] = [];
  const filters = new Map<string, LakeFilter>();
  const values = new Map<string, Set<string>>();
  const tags = new Map<string, Tags>();
  const tagsAt = (target: TagTarget, column?: string) => {
    const key = JSON.stringify([target.database, target.table, column]);
    const found = tags.get(key) ?? {};
    tags.set(key, found);
    return found;
  };
  const targets = (target: TagTarget) =>
    target.columns ? target.columns.map((name) => tagsAt(target, name)) : [tagsAt(target)];
  return {
    held: async () => structuredClone(held),
    grant: async (permissions) => {
      const refused: Refusal[] = [];
      for (const one of permissions) {
        const message = refusalOf(one, held, filters);
        if (message !== undefined) refused.push({ permission: one, message });
        else held = merged([...held, one]);
      }
      return refused;
    },
    revoke: async (revocations) => {
      for (const revocation of revocations) held = without(held, revocation);
      return [];
    },
    filters: async (database, table) =>
      [...filters.values()].filter((one) => one.database === database && one.table === table),
    putFilter: async (filter) => {
      const key = filterKey(filter);
      if (!filters.has(key)) filters.set(key, structuredClone(filter));
    },
    deleteFilter: async (filter) => {
      filters.delete(filterKey(filter));
    },
    ensureTag: async (key, wanted) => {
      values.set(key, new Set([...(values.get(key) ?? []), ...wanted]));
    },
    databaseTags: async (database) => ({ ...tagsAt({ database }) }),
    tableTags: async (database, table) => {
      const columns = [...tags].flatMap(([key, own]) => {
        const [ofDatabase, ofTable, column] = JSON.parse(key) as (string | null)[];
        const isIts = ofDatabase === database && ofTable === table && typeof column === "string";
        return isIts && Object.keys(own).length > 0 ? [[column, { ...own }] as const] : [];
      });
      return { table: { ...tagsAt({ database, table }) }, columns: new Map(columns) };
    },
    tag: async (target, wanted) => {
      for (const [key, value] of Object.entries(wanted))
        if (!values.get(key)?.has(value)) throw new Error(`no tag ${key}=${value} is defined`);
      for (const own of targets(target)) Object.assign(own, wanted);
    },
    untag: async (target, gone) => {
      for (const own of targets(target)) for (const key of Object.keys(gone)) delete own[key];
    },
  };
}

function without(held: readonly LakePermission[], gone: Revocation): readonly LakePermission[] {
  const keys = new Set(apart(gone).map(holdingKey));
  const rest = held.flatMap(apart).flatMap((one) => {
    if (one.permission !== gone.permission || !keys.has(holdingKey(one))) return [one];
    return gone.only === "option" ? [{ ...one, grantable: false }] : [];
  });
  return merged(rest);
}

/** One permission a resource, columns joined. */
function merged(permissions: readonly LakePermission[]): readonly LakePermission[] {
  return diffPermissions(permissions, []).grant;
}

function apart(one: LakePermission): readonly LakePermission[] {
  const { resource } = one;
  if (resource.kind !== "columns") return [one];
  return resource.columns.map((column) => ({
    ...one,
    resource: { ...resource, columns: [column] },
  }));
}

function refusalOf(
  { principal, resource }: LakePermission,
  held: readonly LakePermission[],
  filters: ReadonlyMap<string, LakeFilter>,
): string | undefined {
  if (resource.kind === "filter" && !filters.has(filterKey({ ...resource, name: resource.filter })))
    return `there is no filter ${resource.filter}`;
  const own = held.filter((one) => one.principal === principal);
  const mixed = own.some((one) => doNotGoTogether(one.resource, resource));
  return mixed ? "a part of a table does not go beside another permission on it" : undefined;
}

function doNotGoTogether(a: LakeResource, b: LakeResource): boolean {
  if (isPart(a) === isPart(b)) return false;
  const [part, whole] = isPart(a) ? [a, b] : [b, a];
  if (!("table" in part)) return false;
  if (whole.kind === "all_tables") return whole.database === part.database;
  return whole.kind === "table" && whole.database === part.database && whole.table === part.table;
}

function isPart({ kind }: LakeResource): boolean {
  return kind === "columns" || kind === "filter";
}

function filterKey({ database, table, name }: Pick<LakeFilter, "database" | "table" | "name">) {
  return JSON.stringify([database, table, name]);
}
