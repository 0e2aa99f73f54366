import { closeSync, openSync, readSync } from "node:fs";
import { extname } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { csvReader } from "./csv-reader.ts";
import { quoted } from "./value.ts";

/** SQL that reads a file as a table. */
type Reader = (connection: DuckDBConnection) => Promise<string>;

/** How a file is read, or why there is no table in it. */
export type TableReader =
  | { readonly reader: Reader; readonly reason?: undefined }
  | { readonly reader?: undefined; readonly reason: string };

/** How to read `path`, by its extension; of a JSON file also by how it starts. */
export function tableReader(path: string): TableReader {
  const file = quoted(path);
  switch (extname(path).toLowerCase()) {
    case ".csv":
      return { reader: csv(path, likeliestDelimiter(path)) };
    case ".tsv":
      return { reader: csv(path, "\t") };
    case ".parquet":
      return { reader: async () => `read_parquet(${file})` };
    case ".json":
      if (!startsWithRecords(path)) return { reason: "the JSON is not an array of objects" };
      return {
        reader: async () =>
          `read_json_auto(${file}, format = 'array', sample_size = -1, maximum_object_size = 268435456)`,
      };
    default:
      return { reason: "not a CSV, TSV, JSON or Parquet file" };
  }
}

function csv(path: string, delimiter: string): Reader {
  const width = namesOf(path).split(delimiter).length;
  return (connection) => csvReader(connection, { path, delimiter, width });
}

/** The delimiter that the line of column names uses most. */
function likeliestDelimiter(path: string): string {
  const names = namesOf(path);
  const count = (delimiter: string) => names.split(delimiter).length;
  return [",", ";", "\t", "|"].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** The line of column names without what stands in quotes. */
function namesOf(path: string): string {
  const [names = ""] = startOf(path).split(/\r?\n/, 1);
  return names.replace(/"[^"]*"/g, "");
}

function startsWithRecords(path: string): boolean {
  return /^\uFEFF?\s*\[\s*\{/.test(startOf(path));
}

function startOf(path: string): string {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(65_536);
    return bytes.toString("utf8", 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}
