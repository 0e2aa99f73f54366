import { tmpdir } from "node:os";
import type { DuckDBConnection } from "@duckdb/node-api";
import { connectUtc, openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";

export interface Parser {
  readonly connection: DuckDBConnection;
  close(): void;
}

/** An engine that holds no data, opens no file and cannot be changed: some statements read files while they are parsed. */
export async function openParser(): Promise<Parser> {
  const instance = await openDuckDb(tmpdir());
  const connection = await connectUtc(instance);
  for (const setting of [
    "memory_limit = '256MB'",
    "enable_external_access = false",
    "lock_configuration = true",
  ])
    await connection.run(`SET ${setting}`);
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** What the engine's parser makes of a text, as JSON. */
export async function serializedTree(parser: DuckDBConnection, sql: string): Promise<string> {
  const reader = await parser.runAndReadAll("SELECT json_serialize_sql($1::VARCHAR) AS tree", [
    sql,
  ]);
  return String(reader.getRows()[0]?.[0]);
}
