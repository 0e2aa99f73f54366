import type { DuckDbType } from "../../core/index.ts";
import type { FieldDescription } from "../../sources/index.ts";

/** A relation that SQL may name: files grouped by the fields they hold. */
export interface LakeRelation {
  readonly schema: string;
  readonly name: string;
  /** Columns as SQL sees them, in order. */
  readonly columns: readonly { readonly name: string; readonly type: DuckDbType }[];
  /** Name of the column that holds the load date. */
  readonly partitionColumn: string;
  readonly groups: readonly FileGroup[];
  /** Name of a further column that numbers the runs of each load date from 0, in their order; absent where nobody asks for it. */
  readonly runColumn?: string | undefined;
  /** Present for `current`: how rows are reduced to the latest by key. */
  readonly latest?: LatestBy;
}

/** Name under which a state of the warehouse is attached; views in its file name it too, so it must not change. */
export const warehouseName = "warehouse";

/** A table or view of a published state of the warehouse: it is read out of the state's own file. */
export interface PublishedRelation {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** The state's file; it is never written again. */
  readonly file: string;
  /** Files of the lake that it reads: those of a staging view. */
  readonly lakeFiles?: readonly LakeFile[];
}

export interface LakeFile {
  readonly path: string;
  /** The object of the lake that the path leads to, and its size when it was loaded, as far as they are known. */
  readonly uri?: string;
  readonly bytes?: number;
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
  /** Only versions whose order field is not before this. */
  readonly since?: Date;
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
