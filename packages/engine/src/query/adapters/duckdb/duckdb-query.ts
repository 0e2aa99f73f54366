import type { DuckDBConnection } from "@duckdb/node-api";
import { connectUtc, openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";
import { PlatformError, quoteName, quoteText, textList } from "../../../core/index.ts";
import type { LakeRelation, PublishedRelation } from "../../domain/relation.ts";
import type { Reading } from "../../domain/result-reader.ts";
import { attachStatements, lakeFiles, relationSelect } from "./relation-select.ts";
import { streamRows } from "./stream-rows.ts";
import { prepareShown } from "./zoned-statement.ts";

/** Runs one SELECT in a new engine that can open the files of these relations and nothing else. */
export async function readRelations(
  sql: string,
  relations: readonly (LakeRelation | PublishedRelation)[],
  { spillFolder, ...reading }: Reading & { readonly spillFolder: string },
): Promise<void> {
  const { signal, timeZone } = reading;
  const instance = await openDuckDb(spillFolder);
  const connection = await connectUtc(instance);
  const interrupt = () => connection.interrupt();
  signal.addEventListener("abort", interrupt);
  try {
    if (timeZone !== undefined) await connection.run(`SET TimeZone = ${quoteText(timeZone)}`);
    await openRelations(connection, relations);
    const shown = await prepareShown(sql, timeZone !== undefined, (text) =>
      connection.prepare(text),
    );
    await streamRows(connection, shown, reading);
  } catch (error) {
    throw queryError(error, signal);
  } finally {
    signal.removeEventListener("abort", interrupt);
    connection.closeSync();
    instance.closeSync();
  }
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
