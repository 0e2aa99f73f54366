import type { Permission } from "@lakewright/config";
import { tableId } from "@lakewright/config/table-id";

/** A resource of Lake Formation on which this platform grants or revokes permissions. Names are the catalog's. */
export type LakeResource =
  | { readonly kind: "database"; readonly database: string }
  | { readonly kind: "table"; readonly database: string; readonly table: string }
  /** Every table of the database, present and future. */
  | { readonly kind: "all_tables"; readonly database: string }
  | {
      readonly kind: "columns";
      readonly database: string;
      readonly table: string;
      readonly columns: readonly string[];
    }
  /** All columns but some, also those that are added later: found and revoked, never granted. */
  | {
      readonly kind: "all_columns";
      readonly database: string;
      readonly table: string;
      readonly but: readonly string[];
    }
  | {
      readonly kind: "filter";
      readonly database: string;
      readonly table: string;
      readonly filter: string;
    }
  | {
      readonly kind: "tags";
      readonly level: "database" | "table";
      readonly expression: Readonly<Record<string, readonly string[]>>;
      /** Of an expression that is saved in Lake Formation under a name: found, never granted. */
      readonly saved?: string | undefined;
    }
  | { readonly kind: "location"; readonly arn: string };

/** One permission of one principal on one resource. */
export interface LakePermission {
  /** ARN of an IAM role, `<account>:IAMPrincipals`, or `IAM_ALLOWED_PRINCIPALS`. */
  readonly principal: string;
  readonly resource: LakeResource;
  readonly permission: Permission;
  /** The principal may pass it on. */
  readonly grantable: boolean;
}

/** A data cells filter: some rows of some columns of a table. */
export interface LakeFilter {
  readonly database: string;
  readonly table: string;
  readonly name: string;
  /** As Lake Formation takes it; undefined = all rows. */
  readonly rows: string | undefined;
  /** Those that are open: never all but some. */
  readonly columns: readonly string[];
}

/** LF-tags set on a table and on single columns of it, nothing inherited. */
export interface OwnTags {
  readonly table: Readonly<Record<string, string>>;
  readonly columns: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** `database.table`, for people. */
export function resourceText(resource: LakeResource): string {
  switch (resource.kind) {
    case "database":
      return `database ${resource.database}`;
    case "all_tables":
      return `all tables of ${resource.database}`;
    case "table":
      return tableId(resource);
    case "columns":
      return `${resource.columns.join(", ")} of ${tableId(resource)}`;
    case "all_columns":
      return `all columns of ${tableId(resource)}${butText(resource.but)}`;
    case "filter":
      return `filter ${resource.filter} of ${tableId(resource)}`;
    case "tags":
      return `${resource.level}s tagged ${resource.saved ?? expressionText(resource.expression)}`;
    case "location":
      return resource.arn;
  }
}

/** `select on crm.account to arn:…`, for people. */
export function permissionText({ principal, permission, resource }: LakePermission): string {
  return `${permission} on ${resourceText(resource)} to ${principal}`;
}

/** Keys and values in order, so that equal expressions have equal texts. */
export function expressionText(expression: Readonly<Record<string, readonly string[]>>): string {
  const keys = Object.keys(expression).sort();
  return keys.map((key) => `${key}=${[...(expression[key] ?? [])].sort().join("|")}`).join(" ");
}

function butText(columns: readonly string[]): string {
  return columns.length === 0 ? "" : ` but ${columns.join(", ")}`;
}
