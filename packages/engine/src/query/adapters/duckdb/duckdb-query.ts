import type { DuckDBConnection, DuckDBResult } from "@duckdb/node-api";
import { connectUtc, openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";
import { PlatformError, quoteName, textList } from "../../../core/index.ts";
import type { LakeRelation, PublishedRelation, QueryResult } from "../../domain/relation.ts";
import type { Reading } from "../../domain/result-reader.ts";
import { attachStatements, lakeFiles, relationSelect } from "./relation-select.ts";

/** Runs one SELECT in a new engine that can open the files of these relations and nothing else. */
export async function readRelations(
  sql: string,
  relations: readonly (LakeRelation | PublishedRelation)[],
  { spillFolder, ...reading }: Reading & { readonly spillFolder: string },
): Promise<void> {
  const { signal } = reading;
  const instance = await openDuckDb(spillFolder);
  const connection = await connectUtc(instance);
  const interrupt = () => connection.interrupt();
  signal.addEventListener("abort", interrupt);
  try {
    await openRelations(connection, relations);
    await handOn(await connection.stream(sql), reading);
  } catch (error) {
    throw queryError(error, signal);
  } finally {
    signal.removeEventListener("abort", interrupt);
    connection.closeSync();
    instance.closeSync();
  }
}

async function handOn(result: DuckDBResult, { reader, signal }: Reading): Promise<void> {
  await reader.columns(columnsOf(result));
  for await (const rows of result.yieldRowsJson()) {
    // An engine that waits for its reader does nothing that could be interrupted.
    signal.throwIfAborted();
    if (!(await reader.rows(rows))) return;
  }
}

/** Names and types of a result, as the engine spells them. */
export function columnsOf(result: DuckDBResult): QueryResult["columns"] {
  const types = result.columnTypes();
  return result.columnNames().map((name, i) => ({ name, type: String(types[i]) }));
}

/** Creates a view for each relation, then locks the engine to their files. All published ones are of one state. */
export async function openRelations(
  connection: DuckDBConnection,
  relations: readonly (LakeRelation | PublishedRelation)[],
): Promise<void> {
  for (const schema of new Set(relations.map((relation) => relation.schema)))
    await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoteName(schema)}`);
  for (const attach of attachStatements(relations)) await connection.run(attach);
  for (const relation of relations)
    await connection.run(
      `CREATE VIEW ${quoteName(relation.schema)}.${quoteName(relation.name)} AS ${relationSelect(relation)}`,
    );
  await connection.run(`SET allowed_paths = ${textList(lakeFiles(relations))}`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
}

function queryError(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted)
    return new PlatformError("cancelled", "the query was cancelled", "run it again");
  const message = error instanceof Error ? error.message : String(error);
  if (
    !/^(Binder|Parser|Catalog|Conversion|Invalid Input|Out of Range|Permission|Not implemented|Invalid) /i.test(
      message,
    )
  )
    return error;
  return new PlatformError(
    "sql_refused",
    message.split("\n\nLINE")[0]?.replaceAll("\n", " ") ?? message,
    "correct the statement",
    error,
  );
}
