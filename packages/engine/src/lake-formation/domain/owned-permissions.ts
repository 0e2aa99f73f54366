import { type TableId, tableId } from "@lakewright/config/table-id";
import type { LakePermission, LakeResource } from "./lake-permission.ts";
import { iamAllowedPrincipals, type LakePolicy } from "./lake-policy.ts";
import { platformTag } from "./platform-tag.ts";
import { serviceRoleArns } from "./service-grants.ts";

/** Whose permissions on what are the platform's alone, so that those that it does not declare are revoked. */
export interface Ownership {
  readonly principals: ReadonlySet<string>;
  readonly databases: ReadonlySet<string>;
  /** Undefined = the whole environment. */
  readonly tables: ReadonlySet<TableId> | undefined;
  /** Value of the platform's tag. */
  readonly platform: string;
  /** Buckets of the zones. */
  readonly buckets: readonly string[];
}

/** Earlier declarations, whose permissions are revoked. */
export interface Former {
  readonly principals?: readonly string[];
  readonly databases?: readonly string[];
}

/** All that the policy names, its functions included; with `tables`, only what is on these. */
export function ownershipOf(
  policy: LakePolicy,
  former: Former,
  tables?: readonly TableId[],
): Ownership {
  const { manifest, grantees, databases, platform } = policy;
  return {
    principals: new Set([
      ...grantees.map(({ principal }) => principal),
      ...serviceRoleArns(manifest),
      ...(former.principals ?? []),
    ]),
    databases: new Set([...databases, ...(former.databases ?? [])]),
    tables: tables && new Set(tables),
    platform,
    buckets: Object.values(manifest.environment.buckets),
  };
}

/** Whether a held permission is the platform's to revoke if it is not declared. Other principals and databases are not touched. */
export function isOwned(owned: Ownership, { principal, resource }: LakePermission): boolean {
  if (!owned.principals.has(principal)) return false;
  if ("table" in resource) {
    if (!owned.databases.has(resource.database)) return false;
    return !owned.tables || owned.tables.has(tableId(resource));
  }
  if (owned.tables) return false;
  if ("database" in resource) return owned.databases.has(resource.database);
  if (resource.kind === "location") return isInBuckets(owned.buckets, resource.arn);
  return resource.kind === "tags" && isOwnTagPolicy(owned, principal, resource);
}

/**
 * A policy on tags that names another platform is that one's. One that names none opens our tables too: for a role of
 * ours it goes, for the groups of the whole account the decision is not ours.
 */
function isOwnTagPolicy(
  { platform }: Ownership,
  principal: string,
  { expression }: Extract<LakeResource, { kind: "tags" }>,
): boolean {
  const named = expression[platformTag];
  if (named) return named.includes(platform);
  return principal !== iamAllowedPrincipals && !principal.endsWith(":IAMPrincipals");
}

function isInBuckets(buckets: readonly string[], arn: string): boolean {
  return buckets.some((bucket) => {
    const own = `arn:aws:s3:::${bucket}`;
    return arn === own || arn.startsWith(`${own}/`);
  });
}
