import type { ObjectDescription } from "../domain/field-type.ts";
import type { Window } from "../domain/window.ts";

export type SourceApi = "bulk" | "rest";

/** What a run asks of a source: some fields of one object, changed within a window. */
export interface Extract {
  readonly object: string;
  /** API names, in the order in which the columns must come. */
  readonly fields: readonly string[];
  /** Undefined = the object has no field that orders changes: read everything. */
  readonly window: Window | undefined;
  readonly includeDeleted: boolean;
  readonly api: SourceApi;
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
  /** What the source itself counted for the whole extract; known once `pages` has ended. */
  totalRows(): number;
}

/** Where an org stands: a test org may be written to and holds no real people. */
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
  /** How many rows the extract would bring; undefined where the source cannot tell in time. */
  count(extract: Extract): Promise<number | undefined>;
  /** Fetches the rows into files under `spoolFolder`, at most two pages ahead of the consumer. */
  extract(extract: Extract, spoolFolder: string, signal: AbortSignal): Promise<Extraction>;
}
