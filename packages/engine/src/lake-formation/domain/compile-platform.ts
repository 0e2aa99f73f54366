import type { Grant, Manifest, Permission } from "@lakewright/config";
import type { TagExpression } from "../../access/index.ts";
import { canRead } from "../../access/index.ts";
import { isUnclassified } from "../../core/index.ts";
import { compileTagKeys, sensitivityTag } from "./compile-tags.ts";
import {
  databasePermissions,
  type GranteeGrant,
  grantedPermission,
  metadataPermissions,
} from "./granted-permissions.ts";
import { expressionText, type LakePermission, type LakeResource } from "./lake-permission.ts";
import {
  type Grantee,
  grantsTo,
  type LakePolicy,
  mayReadIn,
  mayReadSomewhere,
} from "./lake-policy.ts";
import { platformTag } from "./platform-tag.ts";
import { serviceGrants } from "./service-grants.ts";
import { besideColumns, type Withheld } from "./withheld.ts";

export interface Compiled {
  readonly permissions: readonly LakePermission[];
  readonly withheld: readonly Withheld[];
}

type Buckets = Manifest["environment"]["buckets"];

/**
 * Grants that do not depend on which tables exist: on databases, tags, data locations, and on all tables without reading; also
 * to the platform's own functions.
 */
export function compilePlatform(policy: LakePolicy): Compiled {
  const parts = policy.grantees.flatMap((grantee) =>
    grantsTo(policy, grantee).map((grant) => compileGrant(policy, { grantee, grant })),
  );
  return {
    permissions: [...serviceGrants(policy), ...parts.flatMap(({ permissions }) => permissions)],
    withheld: parts.flatMap(({ withheld }) => withheld),
  };
}

/**
 * Whether `compilePlatform` gives what the grant lets its holder do without reading. Otherwise it is given table by
 * table, on those that the grantee reads nothing of: Lake Formation does not take it beside a column list.
 */
export function isPlatformWide(policy: LakePolicy, grantee: Grantee, grant: Grant): boolean {
  const { resource } = grant;
  if (canRead(grant.permissions)) return false;
  if (resource.kind === "all_tables") return !mayReadIn(policy, grantee, resource.database);
  return resource.kind === "tags" && !mayReadSomewhere(policy, grantee);
}

/** A policy on tags that gives SELECT to whatever columns match; ALL gives no more where only some do (rule 24). */
export function selectsByTags({ resource, permissions }: Grant): boolean {
  if (resource.kind !== "tags" || resource.level !== "table") return false;
  return permissions.includes("select") || permissions.includes("all");
}

function compileGrant(policy: LakePolicy, one: GranteeGrant): Compiled {
  const { grantee, grant } = one;
  const { resource } = grant;
  const give = (on: LakeResource | undefined, permissions: readonly Permission[]): Compiled => ({
    permissions:
      on === undefined
        ? []
        : permissions.map((permission) => grantedPermission(one, on, permission)),
    withheld: [],
  });
  if (resource.kind === "database") return give(resource, databasePermissions(grant));
  if (resource.kind === "location") {
    const on = locationOf(policy.manifest.environment.buckets, resource);
    return give(on, ["data_location_access"]);
  }
  if (resource.kind === "tags" && resource.level === "database")
    return give(tagsOn(policy, "database", resource.expression), databasePermissions(grant));
  if (resource.kind === "tags" && selectsByTags(grant))
    return selectByTags(policy, one, resource.expression);
  if (!isPlatformWide(policy, grantee, grant)) return give(undefined, []);
  const on = resource.kind === "tags" ? tagsOn(policy, "table", resource.expression) : resource;
  return give(on as LakeResource, metadataPermissions(grant));
}

function selectByTags(policy: LakePolicy, one: GranteeGrant, expression: TagExpression): Compiled {
  const { grantee, grant } = one;
  const open = grantee.opensUnclassified ? expression : classified(policy, expression);
  const on = open && tagsOn(policy, "table", open);
  const others = grant.permissions.filter(
    (permission) => permission !== "select" && permission !== "describe",
  );
  return {
    permissions: on ? [grantedPermission(one, on, "select")] : [],
    withheld: others.map((permission) => ({
      principal: grantee.principal,
      on: `tables tagged ${expressionText(expression)}`,
      permission,
      grant: grant.id,
      reason: besideColumns,
    })),
  };
}

/** Without what nobody has classified; undefined where nothing is left. */
function classified(
  policy: LakePolicy,
  { [sensitivityTag]: named, ...others }: TagExpression,
): TagExpression | undefined {
  const values = named ?? compileTagKeys(policy)[sensitivityTag] ?? [];
  const open = values.filter((value) => !isUnclassified(value));
  return open.length === 0 ? undefined : { ...others, [sensitivityTag]: open };
}

/** An expression without keys matches nothing. */
function tagsOn(
  { platform }: LakePolicy,
  level: "database" | "table",
  expression: TagExpression,
): LakeResource | undefined {
  if (Object.keys(expression).length === 0) return undefined;
  return { kind: "tags", level, expression: { ...expression, [platformTag]: [platform] } };
}

/** The zone is registered as its bucket, so that a permission on it, or below it, has the same form. */
function locationOf(
  buckets: Buckets,
  { zone, prefix }: { readonly zone: string; readonly prefix: string },
): LakeResource | undefined {
  const bucket = Object.hasOwn(buckets, zone) ? buckets[zone as keyof Buckets] : undefined;
  if (bucket === undefined) return undefined;
  return { kind: "location", arn: ["arn:aws:s3:::", bucket, prefix && `/${prefix}`].join("") };
}
