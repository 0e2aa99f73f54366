import type { DuckDBConnection } from "@duckdb/node-api";
import type { ResultReader } from "../../domain/result-reader.ts";
import type { ShownStatement } from "./zoned-statement.ts";

interface Streaming {
  readonly reader: ResultReader;
  readonly signal?: AbortSignal;
}

/**
 * Hands rows on as they are read. Where the engine fails after some of them, the binding ends as if there were no more: only the
 * transaction tells, and its engine's words come from running the statement once more without taking its rows.
 */
export async function streamRows(
  connection: DuckDBConnection,
  { prepared, columns, text }: ShownStatement,
  { reader, signal }: Streaming,
): Promise<void> {
  await connection.run("BEGIN TRANSACTION");
  try {
    const result = await prepared.stream();
    await reader.columns(columns);
    for await (const rows of result.yieldRowsJson()) {
      // An engine that waits for its reader does nothing that could be interrupted.
      signal?.throwIfAborted();
      if (!(await reader.rows(rows))) return;
    }
    signal?.throwIfAborted();
    if (await isIntact(connection)) return;
  } finally {
    await connection.run("ROLLBACK").catch(() => undefined);
    prepared.destroySync();
  }
  await connection.run(`EXPLAIN ANALYZE ${text}`);
  throw new Error("Invalid Error: the engine stopped before the last row");
}

function isIntact(connection: DuckDBConnection): Promise<boolean> {
  return connection.run("SELECT 1").then(
    () => true,
    () => false,
  );
}
