import { existsSync } from "node:fs";
import type { DuckDBInstance } from "@duckdb/node-api";
import { connectUtc, openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";
import { isOfMachine, mayBeOfFile } from "../../../core/adapters/duckdb/engine-failure.ts";
import { PlatformError, quoteText } from "../../../core/index.ts";
import type { RowReader } from "../../ports/row-reader.ts";

/** Decodes with one engine, which is opened for the first file. */
export function duckDbRowReader(spillFolder: string): RowReader & { close(): Promise<void> } {
  let opened: Promise<DuckDBInstance> | undefined;
  return {
    suspects: (error) => !isBug(error) && mayBeOfFile(wordsOf(error)),
    canRead: async (path, signal) => {
      opened ??= openDuckDb(spillFolder);
      return canRead(await opened, path, signal);
    },
    close: async () => (await opened)?.closeSync(),
  };
}

async function canRead(
  instance: DuckDBInstance,
  path: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const connection = await connectUtc(instance);
  const interrupt = () => connection.interrupt();
  signal?.addEventListener("abort", interrupt);
  try {
    signal?.throwIfAborted();
    // A file that was mended meanwhile must be read anew.
    await connection.run("SET enable_external_file_cache = false");
    await connection.run(
      `SELECT bit_xor(hash(lakewright_row)) FROM read_parquet(${quoteText(path)}, hive_partitioning = false) AS lakewright_row`,
    );
    return true;
  } catch (error) {
    if (signal?.aborted)
      throw new PlatformError("cancelled", "reading was cancelled", "run it again");
    // One that went meanwhile, as a merged file does after a run, holds nothing that is damaged.
    if (!existsSync(path)) return true;
    if (isOfMachine(wordsOf(error))) throw notRead(path, error);
    return false;
  } finally {
    signal?.removeEventListener("abort", interrupt);
    connection.closeSync();
  }
}

/** The engine's failures are plain errors. */
function isBug(error: unknown): boolean {
  return [TypeError, RangeError, ReferenceError, SyntaxError].some((kind) => error instanceof kind);
}

/** What an engine said, which a failure may keep as its cause. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\n${wordsOf(error.cause)}`;
}

/** A file in order must not be taken for a damaged one because memory or disk were short. */
function notRead(path: string, cause: unknown): PlatformError {
  return new PlatformError(
    "statement_stopped",
    `the rows of ${path} could not be read: memory, disk or rights were missing`,
    "free memory or make room on the disk, and call it again: the file is left where it is",
    cause,
  );
}
