import type { Grant, Permission } from "@lakewright/config";

const onDatabases: readonly Permission[] = ["create_table", "alter", "drop", "describe", "all"];
const knowing: readonly Permission[] = ["alter", "drop", "describe"];

/** Those that Lake Formation knows for a database. */
export function databasePermissions({ permissions }: Grant): readonly Permission[] {
  return onDatabases.filter((permission) => permissions.includes(permission));
}

/** Those on tables that let nobody read rows. */
export function knowingPermissions({ permissions }: Grant): readonly Permission[] {
  return knowing.filter((permission) => permissions.includes(permission));
}

/** The grant option that goes with a permission. */
export function isGrantable({ grantable }: Grant, permission: Permission): boolean {
  return grantable.includes(permission);
}
