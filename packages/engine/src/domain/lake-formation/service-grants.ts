import type { Manifest, Permission } from "@lakewright/config";
import type { LakePermission } from "./lake-permission.ts";
import type { LakePolicy } from "./lake-policy.ts";

/** What the platform's own functions need in every database. Nothing of it reads a row. */
const ofFunctions: Readonly<
  Record<
    string,
    { database: readonly Permission[]; tables: readonly Permission[]; zones: readonly "raw"[] }
  >
> = {
  "register-run": {
    database: ["create_table", "describe"],
    tables: ["alter", "describe"],
    zones: ["raw"],
  },
  "reconcile-runs": { database: ["describe"], tables: ["describe"], zones: [] },
};

/**
 * Permissions of the registrar and of the reconciliation. Whoever creates a table is given every permission on it: since
 * these are all that the functions are to hold, the others are revoked as soon as the table is noticed.
 */
export function serviceGrants({ manifest, databases }: LakePolicy): readonly LakePermission[] {
  const { buckets } = manifest.environment;
  return Object.entries(ofFunctions).flatMap(([handler, { database, tables, zones }]) => {
    const principal = handlerRoleArn(manifest, handler);
    const held = (resource: LakePermission["resource"]) => (permission: Permission) => {
      return { principal, resource, permission, grantable: false };
    };
    return [
      ...databases.flatMap((name) => [
        ...database.map(held({ kind: "database", database: name })),
        ...tables.map(held({ kind: "all_tables", database: name })),
      ]),
      ...zones.map((zone) =>
        held({ kind: "location", arn: `arn:aws:s3:::${buckets[zone]}` })("data_location_access"),
      ),
    ];
  });
}

/** Roles of the functions that hold anything here. */
export function serviceRoleArns(manifest: Manifest): readonly string[] {
  return Object.keys(ofFunctions).map((handler) => handlerRoleArn(manifest, handler));
}

/** Role of one of the platform's functions: `<platform>-<env>-<handler>-<region>`. */
function handlerRoleArn({ platform, environment }: Manifest, handler: string): string {
  const { standsFor, account, region } = environment;
  return `arn:aws:iam::${account}:role/${platform}-${standsFor}-${handler}-${region}`;
}
