import type { DuckDbType, FieldDescription } from "../../sources/domain/field-type.ts";
import type { Page } from "../../sources/ports/source.ts";

/** A column of a file to write. `hashed` values are replaced by a keyed hash before they touch the lake. */
export interface FileColumn {
  readonly name: string;
  readonly type: DuckDbType;
  readonly hashed: boolean;
}

export interface WrittenFile {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
}

/** A relation that SQL may name: files grouped by the fields they hold. */
export interface LakeRelation {
  readonly schema: string;
  readonly name: string;
  /** Columns as SQL sees them, in order. */
  readonly columns: readonly { readonly name: string; readonly type: DuckDbType }[];
  /** Name of the column that holds the load date. */
  readonly partitionColumn: string;
  readonly groups: readonly FileGroup[];
  /** Present for `current`: how rows are reduced to the latest by key. */
  readonly latest?: LatestBy;
}

/** A table or view of a published state of the warehouse: it is read out of the state's own file. */
export interface PublishedRelation {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** The state's file; it is never written again. */
  readonly file: string;
}

export interface LakeFile {
  readonly path: string;
  readonly loadDate: string;
  /** Sequence of the run that brought it: a later run's rows win. */
  readonly sequence: number;
}

export interface FileGroup {
  readonly fields: readonly FieldDescription[];
  /** In run order. */
  readonly files: readonly LakeFile[];
  /**
   * Rows that are already one by key: a full load, or a merged snapshot, whose rows carry their own load date.
   * Undefined = rows of later runs, which win over the base.
   */
  readonly base: "full_load" | "merged" | undefined;
}

export interface LatestBy {
  readonly key: string;
  /** Field that orders the versions of a row. */
  readonly order: string;
  /** Field that marks a deleted row, if the object has it. */
  readonly deleted: string | undefined;
}

export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Values as JSON-safe text, numbers, booleans or null, in column order. */
  readonly rows: readonly (readonly unknown[])[];
}

/** A table name in a statement with the load dates that its predicates leave. */
export interface RelationUse {
  readonly schema: string;
  readonly name: string;
  /** Equality and range predicates on any column, as far as they bind the whole statement. */
  readonly predicates: readonly ColumnPredicate[];
}

export interface ColumnPredicate {
  readonly column: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The SQL engine: turns pages into Parquet, merges, and answers statements. */
export interface Warehouse {
  /** Writes pages of one format to one Parquet file. Fails with `bad_page` (naming line and column) or `disk_full`. */
  writeParquet(
    pages: readonly Page[],
    columns: readonly FileColumn[],
    file: string,
  ): Promise<WrittenFile>;
  /** Writes the rows of a relation to one Parquet file. */
  writeMerged(relation: LakeRelation, file: string): Promise<WrittenFile>;
  /**
   * Writes a deleted row, stamped `seenAt`, for each key of a `current` relation that the pages do not hold, or hold as
   * deleted. The pages have the columns `Id` and `IsDeleted`; `keys` is how many rows they turned out to have.
   */
  writeVanished(
    current: LakeRelation,
    keys: readonly Page[],
    seenAt: Date,
    file: string,
  ): Promise<WrittenFile & { readonly keys: number }>;
  /** Tables a statement names. Fails with `sql_refused` unless it is one SELECT. */
  relationsOf(sql: string): Promise<readonly RelationUse[]>;
  /** Runs one SELECT over exactly these relations. Fails with `sql_refused`. */
  query(
    sql: string,
    relations: readonly (LakeRelation | PublishedRelation)[],
    signal: AbortSignal,
  ): Promise<QueryResult>;
  close(): Promise<void>;
}
