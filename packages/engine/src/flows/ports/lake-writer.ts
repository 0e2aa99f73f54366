import type { DuckDbType } from "../../core/index.ts";
import type { LakeRelation } from "../../query/index.ts";
import type { Page } from "../../sources/index.ts";

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

/** Every key that a source has. The pages have the columns `key`, `deletedMark` and `stamp`, as far as there are any. */
export interface SourceKeys {
  readonly pages: readonly Page[];
  readonly key: string;
  readonly deletedMark: string | undefined;
  /** Column that orders the versions of a row; undefined = there is none. */
  readonly stamp: FileColumn | undefined;
  /** Rows with an older stamp are not the lake's to hold; undefined = all are. */
  readonly since: Date | undefined;
  /** The source's time at which they were read. */
  readonly seenAt: Date;
}

/** Rows that the lake does not hold as the source has them. */
export interface StaleRows {
  readonly missing: number;
  readonly older: number;
  readonly keys: readonly string[];
}

/** Some fields of every row, as the source has them. */
export interface RefreshedFields {
  readonly pages: readonly Page[];
  /** The columns of the pages, the key first. */
  readonly read: readonly FileColumn[];
  /** All columns of the file to write. */
  readonly columns: readonly FileColumn[];
}

/** Writes the Parquet files of the lake. */
export interface LakeWriter {
  /** Writes pages of one format to one Parquet file. Fails with `bad_page` (naming line and column) or `disk_full`. */
  writeParquet(
    pages: readonly Page[],
    columns: readonly FileColumn[],
    file: string,
  ): Promise<WrittenFile>;
  /**
   * Leaves out of written files the rows that `held` has with the same values in all their columns. A file that loses rows is
   * replaced by one without them; one that loses none is returned as it is.
   */
  dropHeld(files: readonly WrittenFile[], held: LakeRelation): Promise<readonly WrittenFile[]>;
  /** Writes the rows of a relation to one Parquet file. */
  writeMerged(relation: LakeRelation, file: string): Promise<WrittenFile>;
  /**
   * Writes a deleted row, stamped `seenAt`, for each key of a `current` relation that the source does not have, or has as
   * deleted. `keys` is the number of rows in the source's pages.
   */
  writeVanished(
    current: LakeRelation,
    source: SourceKeys,
    file: string,
  ): Promise<WrittenFile & { readonly keys: number }>;
  /** Which live rows of the source `current` lacks, or holds with another stamp; the first `limit` keys of them. */
  findStale(current: LakeRelation, source: SourceKeys, limit: number): Promise<StaleRows>;
  /**
   * Writes the rows of `current` whose values of some fields are others at the source, with those and with all else as it is. Of
   * `columns`, those that `current` lacks are empty. `read` is the number of rows in the pages.
   */
  writeRefreshed(
    current: LakeRelation,
    refreshed: RefreshedFields,
    file: string,
  ): Promise<WrittenFile & { readonly read: number }>;
  close(): Promise<void>;
}
