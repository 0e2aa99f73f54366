import type { HashFunction } from "./hash-function.ts";
import type { RelationGrants } from "./warehouse-grants.ts";

/** Roles, schemas and grants that the warehouse must hold. */
export interface DeclaredWarehouse {
  /** Database roles that the platform answers for, those of access.yaml and those it had before. */
  readonly ownedRoles: readonly string[];
  /** Those of them that must be there. */
  readonly roles: readonly DeclaredRole[];
  /** Schemas that ELT projects build. */
  readonly schemas: readonly DeclaredBuildSchema[];
  /** External schemas: who may use them is their own owner's business. */
  readonly externalSchemas: readonly string[];
  readonly relations: readonly RelationGrants[];
  readonly hashFunction: HashFunction;
}

export interface DeclaredRole {
  readonly name: string;
  /** Database user of the IAM role that has it: `iamr:<role>`; undefined where the folder names none. */
  readonly user: string | undefined;
}

export interface DeclaredBuildSchema {
  readonly name: string;
  /** Role of access.yaml that dbt builds as; undefined = the administrator alone. */
  readonly builder: string | undefined;
}

/**
 * The database user that Redshift makes of an IAM role (management guide, "GetClusterCredentialsWithIAM"): without its path,
 * and in small letters here, since names are compared so.
 */
export function iamUser(iamRole: string): string {
  return `iamr:${iamRole.slice(iamRole.lastIndexOf("/") + 1)}`.toLowerCase();
}
