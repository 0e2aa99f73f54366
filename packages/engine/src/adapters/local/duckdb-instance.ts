import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** Two threads: what the figures are measured with, and what a laptop can spare. */
const settings = {
  threads: "2",
  // An unknown function or an s3:// path must fail at once, not look for an extension on the network.
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
};

/** An engine in memory, in UTC. Never two on one file: committed rows vanish. */
export async function openDuckDb(): Promise<DuckDBInstance> {
  return DuckDBInstance.create(":memory:", settings);
}

/** A connection that reads times as UTC; the caller closes it. */
export async function connectUtc(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}
