import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** Every Parquet file below a folder. */
export async function parquetFilesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".parquet"));
  return files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).toSorted();
}

/** Column names and types of Parquet files, in order. */
export async function storedTypes(files) {
  const rows = await ask(`DESCRIBE SELECT * FROM read_parquet(${listOf(files)})`);
  return Object.fromEntries(rows.map(([name, type]) => [name, type]));
}

/** Throws unless both lists of files hold the same rows, in any order. */
export async function assertSameRows(one, other, columns) {
  const row = Object.keys(columns)
    .map((name) => `"${name}"`)
    .join(", ");
  const digest = async (files) =>
    (
      await ask(
        `SELECT count(*)::VARCHAR, sum(hash(${row})::HUGEINT)::VARCHAR FROM read_parquet(${listOf(files)})`,
      )
    )[0];
  const [a, b] = [await digest(one), await digest(other)];
  if (a.join() !== b.join()) throw new Error(`contents differ: ${a.join()} and ${b.join()}`);
}

/** Rows of a statement, each a list of texts. */
export async function ask(sql) {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRows();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function listOf(files) {
  return `[${files.map((file) => `'${file.replaceAll("'", "''")}'`).join(", ")}]`;
}
