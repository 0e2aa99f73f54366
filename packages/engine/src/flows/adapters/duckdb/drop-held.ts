import type { DuckDBConnection } from "@duckdb/node-api";
import { joinSql, quoteName, quoteText, sql } from "../../../core/index.ts";
import type { LakeRelation } from "../../../query/index.ts";
import { lakeSelect } from "../../../query/index.ts";
import type { WrittenFile } from "../../ports/lake-writer.ts";
import { copyToParquet, countIn } from "./duckdb-parquet-writer.ts";

/** The files without the rows that `held` has with the same values; see `LakeWriter.dropHeld`. */
export async function dropHeldRows(
  connection: DuckDBConnection,
  files: readonly WrittenFile[],
  held: LakeRelation,
): Promise<readonly WrittenFile[]> {
  await connection.run(sql`CREATE TEMP TABLE held AS ${lakeSelect(held)}`);
  const kept: WrittenFile[] = [];
  for (const file of files) kept.push(await withoutHeld(connection, file, held));
  return kept;
}

async function withoutHeld(
  connection: DuckDBConnection,
  written: WrittenFile,
  { columns, latest }: LakeRelation,
): Promise<WrittenFile> {
  const values = (relation: "loaded" | "held") =>
    sql`row(${joinSql(
      columns.map(({ name }) => sql`${quoteName(relation)}.${quoteName(name)}`),
      ", ",
    )})`;
  const same = sql`${values("loaded")} IS NOT DISTINCT FROM ${values("held")}`;
  const key = latest && quoteName(latest.key);
  const condition = key ? sql`loaded.${key} = held.${key} AND ${same}` : same;
  const loaded = sql`read_parquet(${quoteText(written.file)}, hive_partitioning = false) AS loaded`;
  // Most files repeat nothing, and are not worth writing twice.
  const repeats = await countIn(connection, sql`FROM ${loaded} SEMI JOIN held ON ${condition}`);
  if (repeats === 0) return written;
  const rest = sql`SELECT loaded.* FROM ${loaded} ANTI JOIN held ON ${condition}`;
  return copyToParquet(connection, rest, `${written.file}.new`);
}
