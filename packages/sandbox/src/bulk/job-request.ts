import type { CsvFormat } from "./csv-format.ts";

/** A client's request for a job. */
export interface JobRequest extends CsvFormat {
  readonly operation: "query" | "queryAll";
  readonly query: string;
  /** Such as `60.0`. */
  readonly apiVersion: string;
}
