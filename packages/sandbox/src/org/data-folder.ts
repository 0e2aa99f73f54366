import { readdirSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { apiNames } from "./api-name.ts";
import { inferObject } from "./infer-object.ts";
import type { ObjectSpec } from "./object-spec.ts";
import type { SkippedFile } from "./org.ts";
import { OrgDataError } from "./org-data-error.ts";
import { dataKeyPrefix } from "./record-id.ts";
import { type TableReader, tableReader } from "./table-reader.ts";

/** The objects that the files of a folder become. */
export interface DataFolder {
  readonly objects: readonly { readonly spec: ObjectSpec; readonly rows: number }[];
  readonly skipped: readonly SkippedFile[];
}

/**
 * Every CSV, TSV, Parquet and JSON file (an array of objects) of `folder` as an object; whatever else lies there, and a file that
 * cannot be read, is listed with the reason. Throws OrgDataError for a folder that cannot be read.
 */
export async function readDataFolder(
  connection: DuckDBConnection,
  folder: string | undefined,
): Promise<DataFolder> {
  if (folder === undefined) return { objects: [], skipped: [] };
  const tables: { file: string; reader: NonNullable<TableReader["reader"]> }[] = [];
  const skipped: SkippedFile[] = [];
  for (const file of filesIn(folder)) {
    const table = readerOf(join(folder, file));
    if (table.reader !== undefined) tables.push({ file, reader: table.reader });
    else skipped.push({ file, reason: table.reason });
  }
  const names = apiNames(tables.map(({ file }) => titled(basename(file, extname(file)))));
  const objects = [];
  for (const [at, { file, reader }] of tables.entries()) {
    const name = names[at] ?? file;
    const found = { reader, name, keyPrefix: dataKeyPrefix(at) };
    const inferred = await inferObject(connection, found);
    if (inferred.spec) objects.push(inferred);
    else skipped.push({ file, reason: inferred.reason });
  }
  return { objects, skipped };
}

function filesIn(folder: string): readonly string[] {
  try {
    const files = readdirSync(folder).sort();
    return files.filter((file) => !isFolder(join(folder, file)));
  } catch (error) {
    throw new OrgDataError(folder, "the data folder cannot be read", error);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readerOf(path: string): TableReader {
  try {
    return statSync(path).isFile() ? tableReader(path) : { reason: "not a file" };
  } catch (error) {
    return { reason: `cannot be read: ${error instanceof Error ? error.message : error}` };
  }
}

/** `us-state capitals` → `Us_State_Capitals`. */
function titled(text: string): string {
  return text.replace(/(^|[^\p{L}\p{N}])(\p{L})/gu, (found) => found.toUpperCase());
}
