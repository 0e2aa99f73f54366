import { closeSync, openSync, readSync } from "node:fs";
import { extname } from "node:path";
import { quoted } from "./value.ts";

/** SQL that reads a file as a table, or why there is none. */
export type TableReader =
  | { readonly reader: string; readonly reason?: undefined }
  | { readonly reader?: undefined; readonly reason: string };

/** How to read `path`, by its extension; of a JSON file also by its first character. */
export function tableReader(path: string): TableReader {
  const file = quoted(path);
  switch (extname(path).toLowerCase()) {
    case ".csv":
    case ".tsv":
      return { reader: `read_csv(${file}, sample_size = -1, max_line_size = 16777216)` };
    case ".parquet":
      return { reader: `read_parquet(${file})` };
    case ".json":
      if (firstCharacter(path) !== "[") return { reason: "the JSON is not an array of objects" };
      return {
        reader: `read_json_auto(${file}, format = 'array', sample_size = -1, maximum_object_size = 268435456)`,
      };
    default:
      return { reason: "not a CSV, TSV, JSON or Parquet file" };
  }
}

function firstCharacter(path: string): string {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(4096);
    const length = readSync(file, bytes);
    return bytes
      .toString("utf8", 0, length)
      .replace(/^\uFEFF/, "")
      .trimStart()
      .charAt(0);
  } finally {
    closeSync(file);
  }
}
