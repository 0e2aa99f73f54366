import { expressionText, type LakePermission, type LakeResource } from "./lake-permission.ts";

export interface PermissionDiff {
  readonly grant: readonly LakePermission[];
  readonly revoke: readonly Revocation[];
}

/** A permission to revoke, or only its grant option. */
export interface Revocation extends LakePermission {
  readonly only: "option" | undefined;
}

/**
 * Grants and revocations that turn `held` into `desired`: new minus old and old minus new, column by column, so
 * that access common to both is never interrupted. A permission that another held one implies is left alone.
 */
export function diffPermissions(
  desired: readonly LakePermission[],
  held: readonly LakePermission[],
): PermissionDiff {
  const wanted = byKey(desired);
  const present = byKey(held);
  const missing = [...wanted].filter(([key, one]) => {
    const now = present.get(key);
    return !now || (one.grantable && !now.grantable);
  });
  const surplus = [...present].flatMap(([key, one]): Revocation[] => {
    const goal = wanted.get(key);
    if (!goal) return isImplied(one, wanted) ? [] : [{ ...one, only: undefined }];
    return one.grantable && !goal.grantable ? [{ ...one, only: "option" }] : [];
  });
  return { grant: joined(missing.map(([, one]) => one)), revoke: joined(surplus) };
}

/** Equal texts mean the same principal and resource. */
export function holdingKey({ principal, resource }: LakePermission): string {
  return JSON.stringify([principal, ...resourceKey(resource)]);
}

function byKey(permissions: readonly LakePermission[]): ReadonlyMap<string, LakePermission> {
  const found = new Map<string, LakePermission>();
  for (const one of permissions.flatMap(columnByColumn)) {
    const key = keyOf(one);
    const grantable = one.grantable || found.get(key)?.grantable === true;
    found.set(key, { ...one, grantable });
  }
  return found;
}

function columnByColumn(one: LakePermission): readonly LakePermission[] {
  const { resource } = one;
  if (resource.kind !== "columns") return [one];
  return resource.columns.map((column) => ({
    ...one,
    resource: { ...resource, columns: [column] },
  }));
}

/** ALL implies every permission on its resource, and each of them implies DESCRIBE; the service may list either way. */
function isImplied(one: LakePermission, wanted: ReadonlyMap<string, LakePermission>): boolean {
  if (wanted.has(keyOf({ ...one, permission: "all" }))) return true;
  if (one.permission !== "describe") return false;
  const same = holdingKey(one);
  return [...wanted.values()].some((other) => holdingKey(other) === same);
}

/** Columns of one table that go together become one list again. */
function joined<One extends LakePermission>(permissions: readonly One[]): readonly One[] {
  const lists = new Map<string, One>();
  for (const one of permissions) {
    const { resource } = one;
    if (resource.kind !== "columns") {
      lists.set(keyOf(one), one);
      continue;
    }
    const key = JSON.stringify({ ...one, resource: { ...resource, columns: [] } });
    const before = lists.get(key)?.resource;
    const columns = before?.kind === "columns" ? before.columns : [];
    lists.set(key, {
      ...one,
      resource: { ...resource, columns: [...columns, ...resource.columns] },
    });
  }
  return [...lists.values()];
}

function keyOf(one: LakePermission): string {
  return JSON.stringify([holdingKey(one), one.permission]);
}

function resourceKey(resource: LakeResource): readonly unknown[] {
  switch (resource.kind) {
    case "tags":
      return ["tags", resource.level, expressionText(resource.expression), resource.saved];
    case "columns":
      return ["columns", resource.database, resource.table, [...resource.columns].sort()];
    case "all_columns":
      return ["all_columns", resource.database, resource.table, [...resource.but].sort()];
    case "filter":
      return ["filter", resource.database, resource.table, resource.filter];
    case "location":
      return ["location", resource.arn];
    case "database":
    case "all_tables":
      return [resource.kind, resource.database];
    case "table":
      return ["table", resource.database, resource.table];
  }
}
