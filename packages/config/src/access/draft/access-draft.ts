import type { CatalogDraft } from "../../appflow/draft/draft-catalogs.ts";
import type { Finding } from "../../source/finding.ts";
import type { Place } from "../../source/place.ts";
import type { DeclaredWarehouseTable } from "../../warehouse/warehouse-tables.ts";
import type {
  AccessExpectation,
  AccessRole,
  ClosedTable,
  ColumnSelection,
  Domain,
  GrantedResource,
  Mask,
  Permission,
  RowExpression,
  TaggedResource,
} from "../types.ts";

/** access.yaml with every short form written out, before it is known to be right. Rules check this. */
export interface AccessDraft {
  readonly place: Place;
  readonly roles: readonly RoleDraft[];
  /** Tag keys by name with their values, lower case; `sensitivity` is among them. */
  readonly tags: ReadonlyMap<string, TagKeyDraft>;
  readonly assignments: readonly AssignmentDraft[];
  readonly filters: ReadonlyMap<string, FilterDraft>;
  readonly grants: readonly GrantDraft[];
  /** Tables that are kept closed on purpose: `to: nobody`. */
  readonly closed: readonly ClosedDraft[];
  readonly masks: readonly MaskDraft[];
  readonly exceptions: readonly ExceptionDraft[];
  readonly domains: readonly DomainDraft[];
  readonly tests: readonly TestDraft[];
  /** Tables that flows and warehouse.yaml make, by environment. */
  readonly catalogs: readonly GovernedCatalogDraft[];
  /** False when a file of flows or of the warehouse could not be read, so that other tables may be declared in it. */
  readonly allTablesKnown: boolean;
  /** Entries that could not be understood while drafting. */
  readonly faults: readonly Finding[];
}

/** Tables that access.yaml may name in an environment. */
export interface GovernedCatalogDraft extends CatalogDraft {
  /** Tables of the warehouse, by `<schema>.<table>`. */
  readonly warehouse: ReadonlyMap<string, DeclaredWarehouseTable>;
  /** Schemas that ELT projects write, whether or not YAML declares a table in them. */
  readonly warehouseSchemas: ReadonlySet<string>;
}

export interface RoleDraft
  extends Pick<AccessRole, "name" | "description" | "kind" | "glueVersion" | "bypasses"> {
  /** IAM role by environment; `all` is the one for every environment. */
  readonly iamRoles: Readonly<Record<string, string>>;
  /** As written: groups of groups are not followed. */
  readonly groups: readonly string[];
  readonly place: Place;
}

export interface TagKeyDraft {
  readonly key: string;
  readonly values: readonly string[];
  readonly place: Place;
}

export interface AssignmentDraft {
  readonly resource: TaggedResource;
  readonly key: string;
  readonly value: string;
  readonly place: Place;
}

export interface FilterDraft {
  readonly name: string;
  readonly database: string;
  readonly table: string;
  readonly rows: RowExpression | undefined;
  readonly rowsText: string | undefined;
  readonly columns: ColumnSelection;
  readonly place: Place;
}

/** One grant to one principal. */
export interface GrantDraft {
  readonly name: string | undefined;
  readonly to: string;
  /** True when the entry names several principals. */
  readonly isOneOfSeveral: boolean;
  readonly resource: GrantedResource;
  readonly permissions: readonly Permission[];
  readonly grantable: readonly Permission[];
  readonly reason: string;
  /** Empty = all. */
  readonly environments: readonly string[];
  readonly place: Place;
}

export interface ClosedDraft extends Omit<ClosedTable, "at"> {
  readonly environments: readonly string[];
  readonly place: Place;
}

export interface MaskDraft extends Omit<Mask, "at"> {
  readonly place: Place;
}

export interface ExceptionDraft {
  readonly finding: string;
  readonly on: string;
  readonly owner: string;
  readonly reason: string;
  readonly expires: Date;
  readonly place: Place;
}

export interface DomainDraft extends Omit<Domain, "at"> {
  readonly place: Place;
}

export interface TestDraft {
  readonly name: string;
  readonly as: string;
  readonly database: string;
  readonly table: string;
  readonly expects: AccessExpectation;
  readonly place: Place;
}
