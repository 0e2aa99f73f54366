import type { Access, Grant, Manifest } from "@lakewright/config";
import {
  canRead,
  type GrantIndex,
  indexGrants,
  noAccess,
  principalClosure,
} from "../../access/index.ts";
import { lakeAccess } from "./lake-access.ts";
import { platformTagValue } from "./platform-tag.ts";

/** A principal as Lake Formation knows it, with the grants that it gets. */
export interface Grantee {
  readonly principal: string;
  /** Names that access.yaml grants to: the role, and its groups, which are no IAM roles of their own. */
  readonly names: readonly string[];
  /** May be given what nobody has classified. */
  readonly opensUnclassified: boolean;
  /** `IAM_ALLOWED_PRINCIPALS`: given what is declared, for IAM and S3 policies decide there anyway. */
  readonly ungoverned: boolean;
}

/** The platform's rules over the lake, read once, as everything here compiles them. */
export interface LakePolicy {
  readonly manifest: Manifest;
  readonly access: Access;
  readonly index: GrantIndex;
  /** Value of the tag that marks what belongs to this platform and environment. */
  readonly platform: string;
  /** Catalog databases of the flows that load. */
  readonly databases: readonly string[];
  readonly grantees: readonly Grantee[];
  /** Roles of which the folder names no IAM role in this environment: nothing can be granted to them. */
  readonly withoutIamRole: readonly string[];
}

/** Without an access.yaml there are no grants: everything stays closed. */
export function lakePolicy(manifest: Manifest): LakePolicy {
  const { account, flows, standsFor, spectrumRoles = {} } = manifest.environment;
  const loading = flows.filter(({ direction }) => direction === "in");
  const databases = [...new Set(loading.map(({ database }) => database))];
  const access = lakeAccess(manifest.environment.access ?? noAccess, new Set(databases));
  const roles = Object.values(access.roles).filter(({ kind }) => kind !== "group");
  return {
    manifest,
    access,
    index: indexGrants(access),
    platform: platformTagValue(manifest.platform, standsFor),
    databases,
    grantees: [
      ...roles.flatMap((role) => (role.iamRole === undefined ? [] : granteeOf(access, role.name))),
      // Lake Formation answers for the role of an external schema, not for who queries it (facts of Lake Formation).
      ...Object.entries(spectrumRoles).map(([role, principal]) => ({
        ...granteeOf(access, role),
        principal,
      })),
      everybody(account),
      ungoverned,
    ].map(withArn(account)),
    withoutIamRole: roles.filter((role) => role.iamRole === undefined).map(({ name }) => name),
  };
}

/** Group of all IAM principals of an account, as Lake Formation writes it. */
export const allPrincipals = (account: string): string => `${account}:IAMPrincipals`;

/** The group that holds what is left to IAM. */
export const iamAllowedPrincipals = "IAM_ALLOWED_PRINCIPALS";

/** Grants that the grantee gets, whatever they are on. */
export function grantsTo({ access }: LakePolicy, { names }: Grantee): readonly Grant[] {
  return access.grants.filter((grant) => names.includes(grant.to));
}

/** Whether the grantee may read anything of the database, as far as the rules say: tags may match anywhere. */
export function mayReadIn(policy: LakePolicy, grantee: Grantee, database: string): boolean {
  return grantsTo(policy, grantee).some((grant) => {
    const { resource } = grant;
    if (!canRead(grant.permissions)) return false;
    if (resource.kind === "tags") return resource.level === "table";
    if (resource.kind === "filter")
      return policy.access.filters[resource.filter]?.database === database;
    const onTables = resource.kind === "table" || resource.kind === "all_tables";
    return onTables && resource.database === database;
  });
}

/** The same for any database at all. */
export function mayReadSomewhere(policy: LakePolicy, grantee: Grantee): boolean {
  return grantsTo(policy, grantee).some(
    ({ resource, permissions }) =>
      canRead(permissions) &&
      resource.kind !== "database" &&
      !(resource.kind === "tags" && resource.level === "database"),
  );
}

/**
 * A grant to everybody reaches a role by the group; a steward gets it by name as well, since the group
 * must not get unclassified data.
 */
function granteeOf(access: Access, role: string): Grantee {
  const steward = access.roles[role]?.kind === "steward";
  const closure = [...principalClosure(access, role)];
  const names = steward ? closure : closure.filter((name) => name !== "all_iam_principals");
  const principal = access.roles[role]?.iamRole ?? role;
  return { principal, names, opensUnclassified: steward, ungoverned: false };
}

function everybody(account: string): Grantee {
  const names = ["all_iam_principals"];
  return {
    principal: allPrincipals(account),
    names,
    opensUnclassified: false,
    ungoverned: false,
  };
}

const ungoverned: Grantee = {
  principal: iamAllowedPrincipals,
  names: ["iam_allowed_principals"],
  opensUnclassified: true,
  ungoverned: true,
};

/** access.yaml takes the name of a role or its ARN. */
function withArn(account: string): (grantee: Grantee) => Grantee {
  return (grantee) => {
    const { principal } = grantee;
    const known = principal.includes(":") || principal === iamAllowedPrincipals;
    return known ? grantee : { ...grantee, principal: `arn:aws:iam::${account}:role/${principal}` };
  };
}
