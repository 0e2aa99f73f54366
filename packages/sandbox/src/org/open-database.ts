import { existsSync } from "node:fs";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { OrgDataError } from "./org-data-error.ts";

/** The org's database and the connection that makes and ages its rows. */
export interface OrgDatabase {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
}

/** Opens an empty database. Throws OrgDataError if `file` is there already: an org starts afresh. */
export async function openDatabase(file: string | undefined): Promise<OrgDatabase> {
  if (file && existsSync(file)) {
    throw new OrgDataError(
      file,
      "the file exists; an org starts afresh: remove it or name another",
    );
  }
  const instance = await DuckDBInstance.create(file ?? ":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  await connection.run(
    "CREATE TABLE sandbox_deleted (object VARCHAR, id VARCHAR, deleted_at TIMESTAMPTZ)",
  );
  return { instance, connection };
}
