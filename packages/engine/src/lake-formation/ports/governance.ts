import type { Revocation } from "../domain/diff-permissions.ts";
import type { LakeFilter, LakePermission, OwnTags } from "../domain/lake-permission.ts";

/** A change that the service refused, with its message. */
export interface Refusal {
  readonly permission: LakePermission;
  readonly message: string;
}

/** Who may do what with databases, tables and places: Lake Formation's part of the catalog. */
export interface Governance {
  /** Everything that anybody holds in the account and region, on the kinds of resources that we know. */
  held(): Promise<readonly LakePermission[]>;
  /** Grants each permission or says why not; what is held already stays. */
  grant(permissions: readonly LakePermission[]): Promise<readonly Refusal[]>;
  /** Revokes each permission or says why not; what nobody holds any more, and a principal that is gone, are no failure. */
  revoke(revocations: readonly Revocation[]): Promise<readonly Refusal[]>;
  /** Data cells filters of a table. */
  filters(database: string, table: string): Promise<readonly LakeFilter[]>;
  /** A filter of that name that is there already stays as it is. */
  putFilter(filter: LakeFilter): Promise<void>;
  /** Does nothing if it does not exist. */
  deleteFilter(filter: LakeFilter): Promise<void>;
  /** Defines a tag key and adds values that it lacks; others may use the same key, so that none is removed. */
  ensureTag(key: string, values: readonly string[]): Promise<void>;
  databaseTags(database: string): Promise<Readonly<Record<string, string>>>;
  tableTags(database: string, table: string): Promise<OwnTags>;
  tag(resource: TagTarget, tags: Readonly<Record<string, string>>): Promise<void>;
  /** `tags` are the values that are set now. */
  untag(resource: TagTarget, tags: Readonly<Record<string, string>>): Promise<void>;
}

/** A database, a table of it, or some columns of that. */
export interface TagTarget {
  readonly database: string;
  readonly table?: string;
  readonly columns?: readonly string[];
}
