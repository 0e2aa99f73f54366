import { stat } from "node:fs/promises";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { connectUtc } from "../../../core/adapters/duckdb/duckdb-instance.ts";
import { parquetCopy } from "../../../core/adapters/duckdb/parquet-copy.ts";
import {
  keyedHashSql,
  PlatformError,
  quoteName,
  quoteText,
  textList,
} from "../../../core/index.ts";
import type { Page } from "../../../sources/index.ts";
import type { FileColumn, WrittenFile } from "../../ports/lake-writer.ts";

/** Far above the largest records known: Salesforce's have 400,000 characters. */
const maxRecordBytes = 16 * 1024 * 1024;

interface PageEngine {
  readonly instance: DuckDBInstance;
  /** The secret that hashed columns are keyed with. */
  readonly hashKey: string;
}

interface TypedPages {
  readonly pages: readonly Page[];
  readonly columns: readonly FileColumn[];
}

/** Turns pages into one Parquet file. */
export async function writePagesAsParquet(
  { instance, hashKey }: PageEngine,
  { pages, columns }: TypedPages,
  file: string,
): Promise<WrittenFile> {
  const connection = await connectUtc(instance);
  try {
    await setHashKey(connection, hashKey, columns);
    return await copyToParquet(connection, selectPages(pages, columns), file);
  } finally {
    connection.closeSync();
  }
}

/** Makes the secret known to a connection whose statements hash columns. */
export async function setHashKey(
  connection: DuckDBConnection,
  hashKey: string,
  columns: readonly FileColumn[],
): Promise<void> {
  if (columns.some(({ hashed }) => hashed))
    await connection.run(`SET VARIABLE hash_key = ${quoteText(hashKey)}`);
}

/** Runs `COPY (select) TO file` and returns the size of the file. Fails with `bad_page` or `disk_full`. */
export async function copyToParquet(
  connection: DuckDBConnection,
  select: string,
  file: string,
): Promise<WrittenFile> {
  try {
    const result = await connection.run(parquetCopy(select, file));
    return { file, rows: result.rowsChanged, bytes: (await stat(file)).size };
  } catch (error) {
    throw writeError(error);
  }
}

/** Rows that a SELECT has. */
export async function countIn(connection: DuckDBConnection, select: string): Promise<number> {
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM (${select})`);
  return Number(counted.getRows()[0]?.[0]);
}

/** A SELECT of the pages' columns, typed. */
export function selectPages(pages: readonly Page[], columns: readonly FileColumn[]): string {
  if (pages.length === 0) return noRows(columns);
  const types = columns
    .map(({ name, type }) => `${quoteText(name)}: ${quoteText(type)}`)
    .join(", ");
  const files = textList(pages.map(({ file }) => file));
  const source =
    pages[0]?.format === "json"
      ? `read_json(${files}, format = 'array', columns = {${types}}, maximum_object_size = ${maxRecordBytes})`
      : // No new_line: a wrong one reads no rows and reports no error.
        `read_csv(${files}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${types}}, max_line_size = ${maxRecordBytes})`;
  return `SELECT ${columns.map(selectColumn).join(", ")} FROM ${source}`;
}

function noRows(columns: readonly FileColumn[]): string {
  const empty = columns.map(({ name, type }) => `NULL::${type} AS ${quoteName(name)}`);
  return `SELECT ${empty.join(", ")} WHERE false`;
}

/** A hashed text keeps equality and nothing else; other hashed values are left out. */
function selectColumn({ name, type, hashed }: FileColumn): string {
  const column = quoteName(name);
  if (!hashed) return column;
  if (type !== "VARCHAR") return `CAST(NULL AS ${type}) AS ${column}`;
  return `${keyedHashSql("getvariable('hash_key')", column)} AS ${column}`;
}

function writeError(error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  if (/no space left|disk quota|file too large/i.test(message))
    return new PlatformError(
      "disk_full",
      "the disk is full: the run's files could not be written",
      "free some space and run again; what was loaded before is intact",
      error,
    );
  if (/^(Invalid Input|Conversion) Error/.test(message))
    return new PlatformError(
      "bad_page",
      `the server sent rows that cannot be read: ${placeOf(message)}`,
      "nothing was loaded; run again; if it fails again, exclude the field it names",
    );
  return error;
}

/** Where a page is broken. The engine's own text is dropped: it quotes the row, which may hold personal data. */
function placeOf(message: string): string {
  const line = /Line: (\d+)/.exec(message)?.[1] ?? /in record\/value (\d+)/.exec(message)?.[1];
  const column = /column "([^"]+)"/.exec(message)?.[1];
  const type = /being converted as type (\w+)/.exec(message)?.[1];
  const parts = [
    line ? `record ${line}` : "a record",
    column ? `field ${column}` : "",
    type ? `is not a valid ${type}` : "is malformed or of another type",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
