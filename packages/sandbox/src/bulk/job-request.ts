import type { CsvFormat } from "./csv-format.ts";

/** What a client asked for. */
export interface JobRequest extends CsvFormat {
  readonly operation: "query" | "queryAll";
  readonly query: string;
  /** Such as `60.0`. */
  readonly apiVersion: string;
}
