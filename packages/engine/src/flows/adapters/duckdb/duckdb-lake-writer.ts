import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { connectUtc, openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";
import { lakeSelect } from "../../../query/index.ts";
import type { LakeWriter, StaleRows, WrittenFile } from "../../ports/lake-writer.ts";
import { keysSelect, staleSelect, vanishedSelect } from "./compared-keys.ts";
import { dropHeldRows } from "./drop-held.ts";
import {
  copyToParquet,
  countIn,
  selectPages,
  setHashKey,
  writePagesAsParquet,
} from "./duckdb-parquet-writer.ts";
import { refreshedSelect } from "./refreshed-select.ts";

/**
 * DuckDB in this process. `hashKey` keys the hashes of personal fields; it stays in memory. Data that does not fit into
 * memory spills into `spillFolder`.
 */
export async function duckDbLakeWriter(hashKey: string, spillFolder: string): Promise<LakeWriter> {
  // One thread for each file that is being written: pages are written side by side, and threads within them would only compete.
  const pageEngine = await openDuckDb(spillFolder, 1);
  const pages = await connectUtc(pageEngine);
  await anyOrder(pages);
  pages.closeSync();
  return {
    writeParquet: (pages, columns, file) =>
      writePagesAsParquet({ instance: pageEngine, hashKey }, { pages, columns }, file),
    dropHeld: (files, held) =>
      withEngine(spillFolder, (engine) =>
        withConnection(engine, (connection) => dropHeldRows(connection, files, held)),
      ),
    writeMerged: (relation, file) =>
      withEngine(spillFolder, (engine) => copySelect(engine, lakeSelect(relation), file)),
    writeVanished: (current, source, file) =>
      withEngine(spillFolder, async (engine) => ({
        ...(await copySelect(engine, vanishedSelect(current, source), file)),
        keys: await countOf(engine, keysSelect(source)),
      })),
    findStale: (current, source, limit) =>
      withEngine(spillFolder, (engine) =>
        withConnection(engine, (connection) =>
          staleRows(connection, staleSelect(current, source), limit),
        ),
      ),
    writeRefreshed: (current, refreshed, file) =>
      withEngine(spillFolder, (engine) =>
        withConnection(engine, async (connection) => {
          const { pages, read } = refreshed;
          await setHashKey(connection, hashKey, read);
          await connection.run(`CREATE TEMP TABLE fresh AS ${selectPages(pages, read)}`);
          const written = await copyToParquet(
            connection,
            refreshedSelect(current, refreshed),
            file,
          );
          return { ...written, read: await countIn(connection, "FROM fresh") };
        }),
      ),
    close: async () => {
      pageEngine.closeSync();
    },
  };
}

/** Rows are written as they come: versions of a row differ by file and stamp, not by position. */
async function anyOrder(connection: DuckDBConnection): Promise<void> {
  await connection.run("SET GLOBAL preserve_insertion_order = false");
}

/** An engine with all its threads for one large piece of work; its memory goes with it. */
async function withEngine<T>(
  spillFolder: string,
  work: (engine: DuckDBInstance) => Promise<T>,
): Promise<T> {
  const engine = await openDuckDb(spillFolder);
  const connection = await connectUtc(engine);
  try {
    await anyOrder(connection);
    return await work(engine);
  } finally {
    connection.closeSync();
    engine.closeSync();
  }
}

async function copySelect(
  instance: DuckDBInstance,
  select: string,
  file: string,
): Promise<WrittenFile> {
  return withConnection(instance, (connection) => copyToParquet(connection, select, file));
}

async function countOf(instance: DuckDBInstance, select: string): Promise<number> {
  return withConnection(instance, (connection) => countIn(connection, select));
}

async function staleRows(
  connection: DuckDBConnection,
  select: string,
  limit: number,
): Promise<StaleRows> {
  await connection.run(`CREATE TEMP TABLE stale AS ${select}`);
  const counted = await connection.runAndReadAll(
    "SELECT count(*) FILTER (missing), count(*) FILTER (NOT missing) FROM stale",
  );
  const [missing, older] = counted.getRows()[0]?.map(Number) ?? [];
  const keys = await connection.runAndReadAll(`SELECT key FROM stale ORDER BY key LIMIT ${limit}`);
  return {
    missing: missing ?? 0,
    older: older ?? 0,
    keys: keys.getRows().map(([key]) => String(key)),
  };
}

async function withConnection<T>(
  instance: DuckDBInstance,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const connection = await connectUtc(instance);
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
  }
}
