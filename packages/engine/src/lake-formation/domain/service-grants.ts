import type { Manifest, Permission } from "@lakewright/config";
import type { LakePermission } from "./lake-permission.ts";
import type { LakePolicy } from "./lake-policy.ts";

/** Functions that put runs into the catalog: as they end, and afterwards where the event was missed. */
const registering = ["register-run", "reconcile-runs"];

/** Permissions that registering needs in every database. None of them reads a row. */
const onDatabases: readonly Permission[] = ["create_table", "describe"];
const onTables: readonly Permission[] = ["alter", "describe"];

/**
 * Permissions of the registrar and of the reconciliation. Whoever creates a table is given every permission on it: since
 * these are all that the functions are to hold, the others are revoked as soon as the table is noticed.
 */
export function serviceGrants({ manifest, databases }: LakePolicy): readonly LakePermission[] {
  const place = `arn:aws:s3:::${manifest.environment.buckets.raw}`;
  return serviceRoleArns(manifest).flatMap((principal) => {
    const held = (resource: LakePermission["resource"]) => (permission: Permission) => {
      return { principal, resource, permission, grantable: false };
    };
    return [
      ...databases.flatMap((database) => [
        ...onDatabases.map(held({ kind: "database", database })),
        ...onTables.map(held({ kind: "all_tables", database })),
      ]),
      held({ kind: "location", arn: place })("data_location_access"),
    ];
  });
}

/** Roles of the functions that hold anything here. */
export function serviceRoleArns(manifest: Manifest): readonly string[] {
  return registering.map((handler) => handlerRoleArn(manifest, handler));
}

/** Role of one of the platform's functions: `<platform>-<env>-<handler>-<region>`. */
function handlerRoleArn({ platform, environment }: Manifest, handler: string): string {
  const { standsFor, account, region } = environment;
  return `arn:aws:iam::${account}:role/${platform}-${standsFor}-${handler}-${region}`;
}
