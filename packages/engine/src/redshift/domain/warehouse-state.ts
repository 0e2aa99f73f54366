import type { WarehouseRelation } from "./warehouse-relation.ts";

export interface RelationName {
  readonly schema: string;
  readonly name: string;
}

/** Schema and name as one key. What Redshift holds may be called anything, so that a dot would not tell the two apart. */
export function relationKey({ schema, name }: RelationName): string {
  return JSON.stringify([schema, name]);
}

export interface Membership {
  readonly role: string;
  readonly member: string;
  readonly kind: "user" | "role";
}

export interface SchemaPrivilege {
  readonly schema: string;
  readonly privilege: string;
  readonly role: string;
}

export interface RelationPrivilege extends RelationName {
  readonly privilege: string;
  readonly role: string;
}

export interface ColumnPrivilege extends RelationPrivilege {
  readonly column: string;
}

export interface Attachment extends RelationName {
  readonly policy: string;
  readonly grantee: string;
  readonly kind: "user" | "role" | "public";
}

export interface MaskAttachment extends Attachment {
  readonly columns: readonly string[];
  readonly priority: number;
}

/** Roles, privileges and policies that Redshift holds. Users' names are lower case. */
export interface WarehouseState {
  readonly roles: readonly string[];
  readonly users: readonly string[];
  readonly memberships: readonly Membership[];
  readonly schemas: readonly { readonly name: string; readonly owner: string }[];
  readonly relations: readonly WarehouseRelation[];
  /** Whether the function that hashes is there. */
  readonly hashes: boolean;
  readonly schemaPrivileges: readonly SchemaPrivilege[];
  readonly relationPrivileges: readonly RelationPrivilege[];
  readonly columnPrivileges: readonly ColumnPrivilege[];
  /** Relations with row-level security. */
  readonly secured: readonly RelationName[];
  readonly rowPolicies: readonly string[];
  readonly rowAttachments: readonly Attachment[];
  readonly maskPolicies: readonly string[];
  readonly maskAttachments: readonly MaskAttachment[];
}
