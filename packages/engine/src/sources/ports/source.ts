import type { ObjectDescription, RowFields } from "../domain/field-type.ts";
import type { Window } from "../domain/window.ts";

/** The rows that a run wants of a source: some fields of one object, changed within a window. */
export interface Selection {
  readonly object: string;
  /** API names, in the order in which the columns must come. */
  readonly fields: readonly string[];
  /** Undefined = the object has no field that orders changes: read everything. */
  readonly window: Window | undefined;
  /** Only rows with these keys; absent = all. */
  readonly keys?: readonly string[] | undefined;
  readonly includeDeleted: boolean;
}

/** A selection with the API that it is read by. */
export interface Extract extends Selection {
  /** One of the names that `chooseApi` and `fallbackApi` return. */
  readonly api: string;
}

/** A read that failed. */
export interface FailedRead {
  /** The `api` of the flow: `auto`, or the one API that it insists on. */
  readonly preferredApi: string;
  readonly api: string;
  readonly error: unknown;
}

/** A page of rows as the source sent it, on disk, unparsed. */
export interface Page {
  readonly file: string;
  /** `csv`: with a header row. `json`: an array of records. */
  readonly format: "csv" | "json";
  /** Rows that the source says the page holds. */
  readonly rows: number;
  /** Size of the file. */
  readonly bytes: number;
}

export interface Extraction {
  /** Each page once, in the source's order; the consumer deletes the files. Fails with a PlatformError. */
  readonly pages: AsyncIterable<Page>;
  /** Rows that the source itself counted for the whole extract; known once `pages` has ended. */
  totalRows(): number;
}

/** The system that a connection leads to: a sandbox may be written to and holds no real people. */
export interface Organization {
  readonly id: string;
  readonly isSandbox: boolean;
  /** Served from this machine. */
  readonly isLocal: boolean;
}

/** Reads one connection. Every failure that outlasts the retries is a PlatformError. */
export interface Source {
  /** The server's clock: windows end there, so that a wrong laptop clock loses nothing. */
  now(): Promise<Date>;
  organization(): Promise<Organization>;
  describe(object: string): Promise<ObjectDescription>;
  /** Names of the fields that identify the object's rows, deletions and changes; the object need not have them all. */
  rowFields(object: string): Promise<RowFields>;
  /** How many rows the selection has; undefined where the source cannot count them in time. */
  count(selection: Selection): Promise<number | undefined>;
  /**
   * The API to read by, under the source's own name for it, which the ledger keeps. `preferred` is the `api` of the flow: `auto`,
   * or the one that it insists on; `expectedRows` is undefined if the rows were not counted, `selection` before it is known. Sends
   * nothing.
   */
  chooseApi(preferred: string, expectedRows: number | undefined, selection?: Selection): string;
  /** The API to try next; undefined if the failure is final. An API is never tried twice. */
  fallbackApi(failed: FailedRead): string | undefined;
  /** Fetches the rows into files under `spoolFolder`, at most two pages ahead of the consumer. */
  extract(extract: Extract, spoolFolder: string, signal: AbortSignal): Promise<Extraction>;
  /** Removes a job that a killed process left on the server. True if it is gone; false, and no failure, if the server could not be asked. */
  removeJob(job: string): Promise<boolean>;
}
