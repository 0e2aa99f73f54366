import type { DuckDBConnection } from "@duckdb/node-api";

/** One field as Salesforce's describe call reports it; only what describe cannot derive is listed. */
export interface FieldMetadata {
  readonly name: string;
  readonly label: string;
  /** Salesforce's describe type: id, string, picklist, reference, datetime, currency, address … */
  readonly type: string;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly custom: boolean;
  /** A formula field. */
  readonly calculated: boolean;
  readonly externalId: boolean;
  readonly unique: boolean;
  readonly idLookup: boolean;
  /** The compound field this one is a component of, such as `BillingAddress`. */
  readonly compoundFieldName: string | null;
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  readonly picklistValues: readonly string[];
}

export interface ObjectMetadata {
  /** API name, also the name of the DuckDB table that holds the rows. */
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** First three characters of its record Ids. */
  readonly keyPrefix: string;
  readonly custom: boolean;
  readonly fields: readonly FieldMetadata[];
}

/** Changes of one day in one object. */
export interface DayReport {
  readonly object: string;
  readonly created: number;
  readonly updated: number;
  readonly softDeleted: number;
  readonly hardDeleted: number;
  /** Rows created or updated with a stamp from before the day that ended began; not counted above. */
  readonly lateCommitted: number;
  readonly addedFields: readonly string[];
  readonly removedFields: readonly string[];
  /** Rows whose formula fields changed without any stamp moving. */
  readonly formulaChanged?: number;
}

/** A file of the data folder that is no table, and why. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

/**
 * A Salesforce org: metadata, rows and its own clock. Rows live in DuckDB, one table an object, columns named as
 * the fields; compound fields (address, location) have no column of their own, the server builds them
 * from their components. Soft-deleted rows stay with `IsDeleted = true`; hard-deleted ones are gone, and the table
 * `sandbox_deleted(object VARCHAR, id VARCHAR, deleted_at TIMESTAMPTZ)` remembers both kinds for getDeleted.
 */
export interface Org {
  /** 18 characters, starts with 00D. */
  readonly id: string;
  /** The org's simulated time; it moves with real time within a day, unless frozen, and jumps with `day()`. */
  now(): Date;
  /** Metadata of every object as it is today. */
  objects(): readonly ObjectMetadata[];
  object(name: string): ObjectMetadata | undefined;
  /** A connection of its own for each caller that wants to run statements in parallel. */
  connect(): Promise<DuckDBConnection>;
  /** Rises with every change of rows or fields, so that results can be cached by it. */
  version(): number;
  /**
   * Ages the org by one day and returns the changes of every object. Readers see all row changes at
   * once. Calls queue up. Rejects, with no row changed, if a client writes to the same rows meanwhile.
   */
  day(): Promise<readonly DayReport[]>;
  /** Reserves Ids for records that a client creates; throws RangeError for an unknown object. */
  newIds?(object: string, count: number): readonly string[];
  /** To be called after rows were changed through a connection, so that `version()` rises. */
  touch?(): void;
  /** Files of the data folder that did not become objects. */
  skippedFiles?(): readonly SkippedFile[];
  close(): void;
}

export interface OrgOptions {
  /** Same seed and sizes, same rows, on every machine. */
  readonly seed: number;
  /** Rows of Account; the other objects scale with it. 0 with `dataFolder` = only the data folder. */
  readonly accounts: number;
  /** Every CSV or Parquet file in it becomes an object with inferred fields. */
  readonly dataFolder?: string | undefined;
  /** First simulated day, UTC, `YYYY-MM-DD`. */
  readonly startDate: string;
  /** Where DuckDB keeps its file; in memory if absent. */
  readonly file?: string | undefined;
  /** Which of the generated objects to make; all if absent. `User` is always there, as it owns every row. */
  readonly objects?: readonly string[] | undefined;
  /** The clock stands still between days, so that the same question is the same query each time. */
  readonly frozenClock?: boolean | undefined;
}
