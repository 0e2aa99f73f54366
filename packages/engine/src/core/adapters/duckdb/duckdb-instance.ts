import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, DuckDBTimestampTZValue } from "@duckdb/node-api";

// The binding prints moments in this machine's zone, whatever the engine's is: a date cast from one would be another day.
DuckDBTimestampTZValue.timezoneOffsetInMinutes = 0;

const settings = {
  // An unknown function or an s3:// path must fail at once, not look for an extension on the network.
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
};

/**
 * An engine in memory. Data that does not fit spills into its own folder under `spillFolder`, since two engines would
 * overwrite each other's files, and the working folder is not ours. Never two on one file: committed rows vanish.
 * Two threads are what the figures are measured with, and what a laptop can spare.
 */
export async function openDuckDb(spillFolder: string, threads = 2): Promise<DuckDBInstance> {
  const temp_directory = join(spillFolder, `engine-${randomUUID()}`);
  return DuckDBInstance.create(":memory:", {
    ...settings,
    threads: String(threads),
    temp_directory,
  });
}

/** A connection that reads times as UTC; the caller closes it. */
export async function connectUtc(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}
