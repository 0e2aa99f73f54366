import type { PermissionDiff, Revocation } from "./diff-permissions.ts";
import type { LakePermission, LakeResource } from "./lake-permission.ts";

/**
 * Revocations that must come before the grants. Lake Formation refuses a column list beside another permission of the same
 * principal on the table, or the list has no effect: permissions of the other kind are revoked first.
 */
export function blockingRevocations({ grant, revoke }: PermissionDiff): ReadonlySet<Revocation> {
  const blocked = new Set(grant.flatMap((one) => sideOf(one, "other") ?? []));
  return new Set(revoke.filter((one) => blocked.has(sideOf(one, "own") ?? "")));
}

/** Principal and database with the kind of permission, or with the one that does not go beside it. */
function sideOf({ principal, resource }: LakePermission, which: "own" | "other") {
  const kind = kindOf(resource);
  if (kind === undefined || !("database" in resource)) return undefined;
  const other = kind === "part" ? "whole" : "part";
  return JSON.stringify([principal, resource.database, which === "own" ? kind : other]);
}

function kindOf({ kind }: LakeResource): "part" | "whole" | undefined {
  if (kind === "columns" || kind === "filter") return "part";
  return kind === "table" || kind === "all_tables" || kind === "all_columns" ? "whole" : undefined;
}
