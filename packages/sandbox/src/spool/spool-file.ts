import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlString } from "../soql/sql-text.ts";
import { indexRows } from "./index-rows.ts";

/** Rows of text in a file, and where each begins. */
export interface SpoolFile {
  readonly path: string;
  readonly rows: number;
  /** Byte at which row `i` begins; one more entry for the end of the file. */
  readonly starts: Float64Array;
}

/**
 * Writes the one text column of `select` to `path`, a row a line. With `quoted` a line break inside double quotes
 * does not end a row.
 */
export async function spoolRows(
  connection: DuckDBConnection,
  select: string,
  { path, quoted }: { readonly path: string; readonly quoted: boolean },
): Promise<SpoolFile> {
  // The rows are text already: no quote, no escape, and a delimiter that a single column never uses.
  const format = "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')";
  await connection.run(`COPY (${select}) TO ${sqlString(path)} ${format}`);
  const starts = await indexRows(path, quoted);
  return { path, rows: starts.length - 1, starts };
}
