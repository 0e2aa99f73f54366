import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import type { Org } from "./org/org.ts";

/** Runs `work` on a connection of its own, on which zone-less times mean UTC. */
export async function withConnection<T>(
  org: Org,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const connection = await org.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    return await work(connection);
  } finally {
    connection.closeSync();
  }
}

/** All rows of `sql`. */
export async function readRows(org: Org, sql: string): Promise<DuckDBValue[][]> {
  return withConnection(org, async (connection) => {
    const reader = await connection.runAndReadAll(sql);
    return reader.getRows();
  });
}
