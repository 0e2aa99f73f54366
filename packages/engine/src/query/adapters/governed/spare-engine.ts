import type { DuckDBInstance } from "@duckdb/node-api";
import { openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";

/**
 * An engine that is opened while nobody waits for it: opening one takes as long as a short statement. It spills into the working folder,
 * which is this process's own.
 */
export function spareEngine() {
  let spare: Promise<DuckDBInstance> | undefined;
  const refill = () => {
    spare ??= openDuckDb(process.cwd());
    // Whoever takes it sees the failure.
    spare.catch(() => {});
  };
  return {
    refill,
    take: (): Promise<DuckDBInstance> => {
      const taken = spare ?? openDuckDb(process.cwd());
      spare = undefined;
      return taken;
    },
  };
}
