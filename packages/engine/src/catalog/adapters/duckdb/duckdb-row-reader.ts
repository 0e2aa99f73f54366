import { connectUtc, openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";
import { quoteText } from "../../../core/index.ts";
import { everyRowSelect } from "../../domain/every-row.ts";
import type { RowReader } from "../../ports/repair-ports.ts";

/** Failures of the machine, which say nothing about the file: it must not be set aside for them. */
const ofMachine =
  /Out of Memory Error|no space left|disk quota|too many open files|permission denied/i;

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
      if (ofMachine.test(String(error))) throw error;
      return false;
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  };
}
