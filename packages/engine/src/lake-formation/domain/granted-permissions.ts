import type { Grant, Permission } from "@lakewright/config";
import type { LakePermission, LakeResource } from "./lake-permission.ts";
import type { Grantee } from "./lake-policy.ts";

/** A grant, and one of its grantees. */
export interface GranteeGrant {
  readonly grantee: Grantee;
  readonly grant: Grant;
}

/** The permission as Lake Formation is given it. */
export function grantedPermission(
  { grantee, grant }: GranteeGrant,
  resource: LakeResource,
  permission: Permission,
): LakePermission {
  const { principal } = grantee;
  return { principal, resource, permission, grantable: isGrantable(grant, permission) };
}

const onDatabases: readonly Permission[] = ["create_table", "alter", "drop", "describe", "all"];
const metadata: readonly Permission[] = ["alter", "drop", "describe"];

/** Those that Lake Formation has for a database. */
export function databasePermissions({ permissions }: Grant): readonly Permission[] {
  return onDatabases.filter((permission) => permissions.includes(permission));
}

/** Those on tables that let nobody read rows ("Metadata access control"). */
export function metadataPermissions({ permissions }: Grant): readonly Permission[] {
  return metadata.filter((permission) => permissions.includes(permission));
}

/** The grant option that goes with a permission. */
export function isGrantable({ grantable }: Grant, permission: Permission): boolean {
  return grantable.includes(permission);
}
