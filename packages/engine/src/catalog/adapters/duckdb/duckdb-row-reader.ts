import { existsSync } from "node:fs";
import { connectUtc, openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";
import { isOfMachine, PlatformError, quoteText } from "../../../core/index.ts";
import { everyRowSelect } from "../../domain/every-row.ts";
import type { RowReader } from "../../ports/repair-ports.ts";

/** Decodes every row of a Parquet file in an engine of its own. */
export function duckDbRowReader(spillFolder: string): RowReader {
  return async (path) => {
    const instance = await openDuckDb(spillFolder);
    const connection = await connectUtc(instance);
    try {
      const rows = `read_parquet(${quoteText(path)}, hive_partitioning = false)`;
      await connection.run(everyRowSelect(rows));
      return true;
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      // One that went meanwhile, as a merged file does after a run, holds nothing that is damaged.
      if (!existsSync(path)) return true;
      if (isOfMachine(said)) throw notRead(path, error);
      return false;
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  };
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
