import type { DuckDBInstance } from "@duckdb/node-api";
import { openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";

export interface SpareEngine {
  /** Opens an engine ahead of time, unless one waits. */
  refill(): void;
  /** The engine that waits, or a new one. */
  take(): Promise<DuckDBInstance>;
}

/**
 * An engine that is opened while nobody waits for it: opening one takes as long as a short statement. It spills into the working folder,
 * which is this process's own.
 */
export function spareEngine(): SpareEngine {
  let spare: Promise<DuckDBInstance> | undefined;
  const refill = () => {
    spare ??= openDuckDb(process.cwd());
    // Whoever takes it sees the failure.
    spare.catch(() => {});
  };
  return {
    refill,
    take: () => {
      const taken = spare ?? openDuckDb(process.cwd());
      spare = undefined;
      return taken;
    },
  };
}
