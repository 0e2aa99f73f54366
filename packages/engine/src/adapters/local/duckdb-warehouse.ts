import type { DuckDBInstance } from "@duckdb/node-api";
import type { Warehouse, WrittenFile } from "../../ports/warehouse.ts";
import { connectUtc, openDuckDb } from "./duckdb-instance.ts";
import { copyToParquet, writePagesAsParquet } from "./duckdb-parquet-writer.ts";
import { queryRelations } from "./duckdb-query.ts";
import { relationsOfStatement } from "./duckdb-statement.ts";
import { lakeSelect } from "./lake-view.ts";
import { keysSelect, vanishedSelect } from "./vanished-select.ts";

/**
 * DuckDB in this process. `hashKey` keys the hashes of personal fields; it stays in memory. What does not fit into
 * memory spills into `spillFolder`.
 */
export async function duckDbWarehouse(hashKey: string, spillFolder: string): Promise<Warehouse> {
  const instance = await openDuckDb(spillFolder);
  const parser = await connectUtc(instance);
  // Pages are written as they come: versions of a row are told apart by file and stamp, not by position.
  await parser.run("SET GLOBAL preserve_insertion_order = false");
  return {
    writeParquet: (pages, columns, file) =>
      writePagesAsParquet(instance, hashKey, pages, columns, file),
    writeMerged: (relation, file) => copySelect(instance, lakeSelect(relation), file),
    writeVanished: async (current, keys, seenAt, file) => ({
      ...(await copySelect(instance, vanishedSelect(current, keys, seenAt), file)),
      keys: await countOf(instance, keysSelect(keys)),
    }),
    relationsOf: (sql) => relationsOfStatement(parser, sql),
    query: (sql, relations, signal) => queryRelations(spillFolder, sql, relations, signal),
    close: async () => {
      parser.closeSync();
      instance.closeSync();
    },
  };
}

async function copySelect(
  instance: DuckDBInstance,
  select: string,
  file: string,
): Promise<WrittenFile> {
  const connection = await connectUtc(instance);
  try {
    return await copyToParquet(connection, select, file);
  } finally {
    connection.closeSync();
  }
}

async function countOf(instance: DuckDBInstance, select: string): Promise<number> {
  const connection = await connectUtc(instance);
  try {
    const counted = await connection.runAndReadAll(`SELECT count(*) FROM (${select})`);
    return Number(counted.getRows()[0]?.[0]);
  } finally {
    connection.closeSync();
  }
}
