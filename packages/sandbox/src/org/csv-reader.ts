import { statSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { OrgDataError } from "./org-data-error.ts";
import { identifier, quoted } from "./value.ts";

interface CsvFile {
  readonly path: string;
  readonly delimiter: string;
  /** Columns that the first line names. */
  readonly width: number;
}

/**
 * SQL that reads a CSV file, typed where its text says one thing only: `true` and `false` are booleans if no cell is blank, but
 * Yes, T or 1 are not; a number keeps all its digits; 01/02/2024 stays text unless another row tells days from months. Throws
 * OrgDataError for an empty file, and DuckDB's error, which names the line, for one that cannot be read.
 */
export async function csvReader(connection: DuckDBConnection, csv: CsvFile): Promise<string> {
  if (statSync(csv.path).size === 0) {
    throw new OrgDataError(csv.path, "the file is empty; its first line must name the columns");
  }
  const guessed = await guessedTypes(connection, csv);
  const types = await certainTypes(connection, csv, guessed);
  return readCsv(csv, `types = [${types.map(quoted).join(", ")}]`);
}

/**
 * Everything but the types is given: left to guess, DuckDB reads a file with one broken line as a table of another shape, without
 * an error.
 */
function readCsv({ path, delimiter }: CsvFile, types: string): string {
  return `read_csv(${quoted(path)}, delim = ${quoted(delimiter)}, quote = '"', escape = '"',
    comment = '', skip = 0, header = true, sample_size = -1, max_line_size = 16777216, ${types})`;
}

/** All that DuckDB may guess: not BOOLEAN, for which it takes Yes, T and the like. */
const candidates = ["BIGINT", "DOUBLE", "TIME", "DATE", "TIMESTAMP", "TIMESTAMPTZ", "VARCHAR"];

async function guessedTypes(connection: DuckDBConnection, csv: CsvFile): Promise<string[]> {
  const types = `auto_type_candidates = [${candidates.map(quoted).join(", ")}]`;
  try {
    const described = await connection.runAndReadAll(`DESCRIBE FROM ${readCsv(csv, types)}`);
    return described.getRows().map(([, type]) => String(type));
  } catch (error) {
    await failAtLine(connection, csv);
    throw error;
  }
}

/** Reads the file as it must be, so that the error names the line; guessing ends with an error that names none. */
async function failAtLine(connection: DuckDBConnection, csv: CsvFile): Promise<void> {
  const names = Array.from({ length: csv.width }, (_, at) => `c${at}`);
  const columns = names.map((name) => `${name}: 'VARCHAR'`).join(", ");
  const lengths = names.map((name) => `max(length(${name}))`).join(", ");
  const reader = readCsv(csv, `auto_detect = false, columns = {${columns}}`);
  await connection.run(`SELECT ${lengths} FROM ${reader}`);
}

async function certainTypes(
  connection: DuckDBConnection,
  csv: CsvFile,
  guessed: readonly string[],
): Promise<readonly string[]> {
  const names = guessed.map((_, at) => identifier(`c${at}`));
  const checks = guessed.map((type, at) => check(type, names[at] ?? ""));
  const text = readCsv(csv, "all_varchar = true");
  const found = await connection.runAndReadAll(
    `SELECT ${checks.join(", ")} FROM (FROM ${text}) t(${names.join(", ")})`,
  );
  const [row = []] = found.getRows();
  return guessed.map((type, at) => {
    if (type === "VARCHAR") return row[at] === true ? "BOOLEAN" : type;
    return row[at] === false ? "VARCHAR" : type;
  });
}

/** SQL that is true where the type says what the text says; of text, where it is a boolean. */
function check(type: string, column: string): string {
  if (type === "VARCHAR") {
    return `bool_and(coalesce(lower(${column}) IN ('true', 'false'), false))`;
  }
  if (type === "DOUBLE") return `bool_and(NOT regexp_matches(${column}, '^[+-]?[0-9]{16,}$'))`;
  if (type === "DATE" || type.startsWith("TIMESTAMP")) return daysAreCertain(column);
  return "true";
}

/** Written year first, or with a number above 12 that can be no month. */
function daysAreCertain(column: string): string {
  const number = (place: number) =>
    `coalesce(max(try_cast(regexp_extract(${column}, '^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]', ${place}) AS INTEGER)), 99)`;
  return `(${number(1)} > 12 OR ${number(2)} > 12)`;
}
