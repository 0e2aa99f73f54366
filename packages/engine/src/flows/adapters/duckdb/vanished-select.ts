import { quoteName, quoteText } from "../../../core/index.ts";
import type { LakeRelation } from "../../../query/index.ts";
import { lakeSelect } from "../../../query/index.ts";
import type { Page } from "../../../sources/index.ts";
import type { FileColumn } from "../../ports/lake-writer.ts";
import { selectPages } from "./duckdb-parquet-writer.ts";

const keyColumns: readonly FileColumn[] = [
  { name: "Id", type: "VARCHAR", hashed: false },
  { name: "IsDeleted", type: "BOOLEAN", hashed: false },
];

/** The keys that a source has, with their deleted mark. */
export function keysSelect(pages: readonly Page[]): string {
  if (pages.length > 0) return selectPages(pages, keyColumns);
  return 'SELECT NULL::VARCHAR AS "Id", NULL::BOOLEAN AS "IsDeleted" WHERE false';
}

/** A deleted row for each key of `current` that the source does not have, or has as deleted. No keys at all = all vanished. */
export function vanishedSelect(current: LakeRelation, keys: readonly Page[], seenAt: Date): string {
  const { latest } = current;
  if (!latest?.deleted) throw new Error(`${current.name} cannot mark deleted rows`);
  const key = quoteName(latest.key);
  const columns = [key, `true AS ${quoteName(latest.deleted)}`];
  if (latest.order !== latest.key)
    columns.push(
      `CAST(${quoteText(seenAt.toISOString())} AS TIMESTAMPTZ) AS ${quoteName(latest.order)}`,
    );
  const present = `SELECT "Id" AS ${key} FROM (${keysSelect(keys)}) WHERE "IsDeleted" IS NOT TRUE`;
  return `SELECT ${columns.join(", ")} FROM (${lakeSelect(current)}) AS held ANTI JOIN (${present}) AS present USING (${key})`;
}
