import { closeSync, openSync, readSync, statSync } from "node:fs";
import { extname } from "node:path";
import { OrgDataError } from "./org-data-error.ts";
import { quoted } from "./value.ts";

/** SQL that reads a file as a table, or why there is none. */
export type TableReader =
  | { readonly reader: string; readonly reason?: undefined }
  | { readonly reader?: undefined; readonly reason: string };

/**
 * How to read `path`, by its extension; of a JSON file also by how it starts. Throws OrgDataError for an
 * empty CSV file.
 */
export function tableReader(path: string): TableReader {
  const file = quoted(path);
  switch (extname(path).toLowerCase()) {
    case ".csv":
      return { reader: csvReader(path, likeliestDelimiter(path)) };
    case ".tsv":
      return { reader: csvReader(path, "\t") };
    case ".parquet":
      return { reader: `read_parquet(${file})` };
    case ".json":
      if (!startsWithRecords(path)) return { reason: "the JSON is not an array of objects" };
      return {
        reader: `read_json_auto(${file}, format = 'array', sample_size = -1, maximum_object_size = 268435456)`,
      };
    default:
      return { reason: "not a CSV, TSV, JSON or Parquet file" };
  }
}

/**
 * Everything but the types is given: left to guess, DuckDB reads a file with one broken line as a
 * table of another shape, without an error.
 */
function csvReader(path: string, delimiter: string): string {
  if (statSync(path).size === 0) {
    throw new OrgDataError(path, "the file is empty; its first line must name the columns");
  }
  return `read_csv(${quoted(path)}, delim = ${quoted(delimiter)}, quote = '"', escape = '"',
    comment = '', skip = 0, header = true, sample_size = -1, max_line_size = 16777216)`;
}

/** The delimiter that the line of column names uses most. */
function likeliestDelimiter(path: string): string {
  const [names = ""] = startOf(path).split(/\r?\n/, 1);
  const unquoted = names.replace(/"[^"]*"/g, "");
  const count = (delimiter: string) => unquoted.split(delimiter).length;
  return [",", ";", "\t", "|"].reduce((best, next) => (count(next) > count(best) ? next : best));
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
