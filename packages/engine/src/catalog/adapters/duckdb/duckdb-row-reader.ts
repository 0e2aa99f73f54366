import { connectUtc, openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";
import { quoteText } from "../../../core/index.ts";
import type { RowReader } from "../../ports/repair-ports.ts";

/** Decodes every row of a Parquet file in an engine of its own. */
export function duckDbRowReader(spillFolder: string): RowReader {
  return async (path) => {
    const instance = await openDuckDb(spillFolder);
    const connection = await connectUtc(instance);
    try {
      await connection.run(
        `SELECT bit_xor(hash(t)) FROM read_parquet(${quoteText(path)}, hive_partitioning = false) AS t`,
      );
      return true;
    } catch {
      return false;
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  };
}
