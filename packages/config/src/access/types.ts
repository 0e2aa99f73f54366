import type { SourcePosition } from "../source/source-position.ts";

/**
 * Who may see what, with every name resolved and every default filled in. The words are Lake Formation's; what the
 * service would refuse cannot be written here.
 */
export interface Access {
  readonly roles: Readonly<Record<string, AccessRole>>;
  /** LF-tag keys with their values, lower case. `sensitivity` is always there. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly assignments: readonly TagAssignment[];
  /** Data cells filters by name. */
  readonly filters: Readonly<Record<string, CellsFilter>>;
  readonly grants: readonly Grant[];
  /** Tables that stay closed on purpose: `to: nobody`. */
  readonly closed: readonly ClosedTable[];
  readonly masks: readonly Mask[];
  readonly exceptions: readonly AccessException[];
  readonly domains: Readonly<Record<string, Domain>>;
  readonly tests: readonly AccessTest[];
}

/** A principal: a persona's role, a job's role, or a group that roles belong to. */
export interface AccessRole {
  readonly name: string;
  readonly description: string;
  /** `steward` roles alone may be granted unclassified columns; `job` and `service` roles are programs. */
  readonly kind: "persona" | "steward" | "job" | "service" | "group";
  /** IAM role of this environment: ARN or name; undefined if the folder does not name one. */
  readonly iamRole: string | undefined;
  /** Roles of kind `group` whose grants this role has too. */
  readonly groups: readonly string[];
  /** Version of Glue that the role's jobs run on; undefined if it has none, or it is not given. */
  readonly glueVersion: string | undefined;
  /** Other ways to read without Lake Formation, declared so that the matrix can show them. */
  readonly bypasses: readonly {
    readonly through: "s3" | "kms";
    readonly zone: string;
    readonly reason: string;
  }[];
  readonly at: SourcePosition;
}

/** Lake Formation's own principals, usable where a grant names a role. */
export const builtInPrincipals = ["iam_allowed_principals", "all_iam_principals"] as const;

/** A database, a table or some columns of a table. Names are the catalog's, lower case. */
export type TaggedResource =
  | { readonly kind: "database"; readonly database: string }
  | { readonly kind: "table"; readonly database: string; readonly table: string }
  | {
      readonly kind: "columns";
      readonly database: string;
      readonly table: string;
      readonly columns: readonly string[];
    };

/** Sets a value of one key; set lower down it replaces the inherited one (rule 22). */
export interface TagAssignment {
  readonly resource: TaggedResource;
  readonly key: string;
  readonly value: string;
  readonly at: SourcePosition;
}

/** A column list, all but some columns, or all of them: never two at once. */
export type ColumnSelection =
  | { readonly kind: "all" }
  | { readonly kind: "include"; readonly names: readonly string[] }
  | { readonly kind: "exclude"; readonly names: readonly string[] };

export interface CellsFilter {
  readonly name: string;
  readonly database: string;
  readonly table: string;
  /** Undefined = all rows. */
  readonly rows: RowExpression | undefined;
  /** The expression as written. */
  readonly rowsText: string | undefined;
  readonly columns: ColumnSelection;
  readonly at: SourcePosition;
}

/** Lake Formation's row expressions (rule 19): comparisons of a column with constants, AND, OR, NOT. */
export type RowExpression =
  | { readonly kind: "and" | "or"; readonly parts: readonly RowExpression[] }
  | { readonly kind: "not"; readonly part: RowExpression }
  | {
      readonly kind: "compare";
      readonly column: string;
      readonly operator: "=" | "!=" | "<" | "<=" | ">" | ">=";
      readonly value: RowConstant;
    }
  | {
      readonly kind: "between";
      readonly column: string;
      readonly low: RowConstant;
      readonly high: RowConstant;
      readonly negated: boolean;
    }
  | {
      readonly kind: "in";
      readonly column: string;
      readonly values: readonly RowConstant[];
      readonly negated: boolean;
    }
  | {
      readonly kind: "like";
      readonly column: string;
      readonly pattern: string;
      readonly negated: boolean;
    }
  | { readonly kind: "is_null"; readonly column: string; readonly negated: boolean };

export type RowConstant = string | number | boolean;

export type Permission =
  | "select"
  | "insert"
  | "delete"
  | "alter"
  | "drop"
  | "describe"
  | "create_table"
  | "data_location_access"
  | "all";

export type GrantedResource =
  | { readonly kind: "database"; readonly database: string }
  | {
      readonly kind: "table";
      readonly database: string;
      readonly table: string;
      readonly columns: ColumnSelection;
    }
  /** Every table of a database, present and future. */
  | { readonly kind: "all_tables"; readonly database: string }
  | { readonly kind: "filter"; readonly filter: string }
  /** LF-tag policy: AND over keys, OR over the values of a key (rule 23). */
  | {
      readonly kind: "tags";
      readonly level: "database" | "table";
      readonly expression: Readonly<Record<string, readonly string[]>>;
    }
  | { readonly kind: "location"; readonly zone: string; readonly prefix: string };

export interface Grant {
  /** Name of the grant in explanations: its `name`, or file and line. */
  readonly id: string;
  /** A role, or a built-in principal. */
  readonly to: string;
  readonly resource: GrantedResource;
  readonly permissions: readonly Permission[];
  readonly grantable: readonly Permission[];
  readonly reason: string;
  readonly at: SourcePosition;
}

/** A table that nobody is granted anything of, by decision. */
export interface ClosedTable {
  readonly database: string;
  readonly table: string;
  readonly reason: string;
  readonly at: SourcePosition;
}

/** Replacement of a column's values for some roles in the warehouse; elsewhere the column is closed. */
export interface Mask {
  readonly database: string;
  readonly table: string;
  readonly column: string;
  readonly roles: readonly string[];
  /** A constant, or a keyed hash, which keeps equality. */
  readonly as: { readonly kind: "constant"; readonly value: string } | { readonly kind: "hash" };
  readonly at: SourcePosition;
}

/** A finding that somebody answers for until a day. */
export interface AccessException {
  readonly finding: string;
  readonly on: string;
  readonly owner: string;
  readonly reason: string;
  readonly expires: Date;
  readonly at: SourcePosition;
}

/** Who owns tables, tags and shares, so that governance can be federated. */
export interface Domain {
  readonly name: string;
  readonly owner: string;
  readonly databases: readonly string[];
  /** `<database>.<table>`; what another domain's database holds too. */
  readonly tables: readonly string[];
  readonly tags: readonly string[];
  /** Twelve-digit accounts that tables of the domain are shared with. */
  readonly sharedWith: readonly string[];
  readonly at: SourcePosition;
}

/** A sentence about access that must hold. */
export interface AccessTest {
  /** The sentence: `a German country manager sees German accounts only`. */
  readonly name: string;
  readonly as: string;
  readonly database: string;
  readonly table: string;
  readonly expects: AccessExpectation;
  readonly at: SourcePosition;
}

export type AccessExpectation =
  | { readonly kind: "denied" }
  | {
      readonly kind: "allowed";
      /** Exactly these columns; undefined = not tested. */
      readonly columns: readonly string[] | undefined;
      readonly hides: readonly string[];
      /** The visible rows are those of this expression; `all`, or undefined = not tested. */
      readonly rows: RowExpression | "all" | undefined;
      readonly rowsText: string | undefined;
    };
