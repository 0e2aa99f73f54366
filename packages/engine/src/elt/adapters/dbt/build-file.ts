import { constants } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { parquetCopy } from "../../../core/adapters/duckdb/parquet-copy.ts";
import { joinSql, quoteName, quoteText, sql } from "../../../core/index.ts";
import { type LakeRelation, lakeSelect, warehouseName } from "../../../query/index.ts";
import type { BuiltTable } from "../../ports/elt-builder.ts";
import { copyTestedTexts } from "./tested-text.ts";

/** Every state is a file of this name in its own folder. */
export const warehouseFile = "warehouse.duckdb";

/** Copies a published state, or leaves the file to be made. Where the file system can, the copy shares its blocks. */
export async function beginFile(file: string, from: string | undefined): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  if (from === undefined) return;
  await copyFile(from, file, constants.COPYFILE_FICLONE);
  await copyTestedTexts(from, file);
}

/** Puts the lake's tables into the file as views over the files that the catalog names: exactly these. */
export async function writeSourceViews(
  file: string,
  sources: readonly LakeRelation[],
): Promise<void> {
  await inFile(file, "READ_WRITE", async (connection) => {
    for (const schema of new Set(sources.map((source) => source.schema)))
      await connection.run(sql`CREATE SCHEMA IF NOT EXISTS ${quoteName(schema)}`);
    for (const source of sources)
      await connection.run(
        sql`CREATE OR REPLACE VIEW ${quoteName(source.schema)}.${quoteName(source.name)} AS ${lakeSelect(source)}`,
      );
  });
}

/** Tables and views of a build in these schemas, by name. */
export async function builtTables(
  file: string,
  schemas: readonly string[],
): Promise<readonly BuiltTable[]> {
  return inFile(file, "READ_ONLY", async (connection) => {
    const found = await connection.runAndReadAll(
      sql`SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns()
       WHERE database_name = ${quoteText(warehouseName)} AND NOT internal ORDER BY schema_name, table_name, column_index`,
    );
    const tables = new Map<
      string,
      { schema: string; name: string; columns: { name: string; type: string }[] }
    >();
    for (const [schema, name, column, type] of found.getRowsJson() as string[][]) {
      if (!schema || !name || !column || !type || !schemas.includes(schema)) continue;
      const table = tables.get(`${schema}.${name}`) ?? { schema, name, columns: [] };
      table.columns.push({ name: column, type });
      tables.set(`${schema}.${name}`, table);
    }
    return [...tables.values()];
  });
}

/** Drops tables and views of a build; one that is not there is fine. */
export async function dropTables(
  file: string,
  tables: readonly Pick<BuiltTable, "schema" | "name">[],
): Promise<void> {
  if (tables.length === 0) return;
  await inFile(file, "READ_WRITE", async (connection) => {
    for (const { schema, name } of tables) {
      const found = await connection.runAndReadAll(
        sql`SELECT table_type FROM information_schema.tables
         WHERE table_catalog = ${quoteText(warehouseName)} AND lower(table_schema) = ${quoteText(schema.toLowerCase())} AND lower(table_name) = ${quoteText(name.toLowerCase())}`,
      );
      for (const [type] of found.getRowsJson()) {
        const kind = type === "VIEW" ? sql`VIEW` : sql`TABLE`;
        await connection.run(sql`DROP ${kind} ${quoteName(schema)}.${quoteName(name)}`);
      }
    }
  });
}

/** Writes the rows of a built table to a Parquet file. */
export async function writeTable(
  file: string,
  { schema, name }: Pick<BuiltTable, "schema" | "name">,
  to: string,
): Promise<void> {
  const table = joinSql([warehouseName, schema, name].map(quoteName), ".");
  await inFile(file, "READ_ONLY", async (connection) => {
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run(parquetCopy(sql`FROM ${table}`, to));
  });
}

/** The only one in this process that has the file open; others open it when this is done. */
async function inFile<T>(
  file: string,
  access: "READ_ONLY" | "READ_WRITE",
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(file, {
    access_mode: access,
    threads: "2",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    // An open connection keeps the lock on the file, whatever becomes of the instance.
    connection.closeSync();
    instance.closeSync();
  }
}
