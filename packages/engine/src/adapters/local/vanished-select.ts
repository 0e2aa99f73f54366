import type { Page } from "../../ports/source.ts";
import type { LakeRelation } from "../../ports/warehouse.ts";
import { selectPages } from "./duckdb-parquet-writer.ts";
import { lakeSelect } from "./lake-view.ts";
import { quoteName, quoteText } from "./sql-text.ts";

/** A deleted row for each key of `current` that is not among the source's. No keys at all = all vanished. */
export function vanishedSelect(current: LakeRelation, keys: readonly Page[], seenAt: Date): string {
  const { latest } = current;
  if (!latest?.deleted) throw new Error(`${current.name} cannot mark deleted rows`);
  const key = quoteName(latest.key);
  const columns = [key, `true AS ${quoteName(latest.deleted)}`];
  if (latest.order !== latest.key)
    columns.push(
      `CAST(${quoteText(seenAt.toISOString())} AS TIMESTAMPTZ) AS ${quoteName(latest.order)}`,
    );
  const present =
    keys.length === 0
      ? `SELECT NULL::VARCHAR AS ${key} WHERE false`
      : `SELECT "Id" AS ${key} FROM (${selectPages(keys, [{ name: "Id", type: "VARCHAR", hashed: false }])})`;
  return `SELECT ${columns.join(", ")} FROM (${lakeSelect(current)}) AS held ANTI JOIN (${present}) AS present USING (${key})`;
}
