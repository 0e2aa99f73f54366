import { quoteName, quoteText } from "../../../core/index.ts";
import type { LakeRelation } from "../../../query/index.ts";
import { lakeSelect } from "../../../query/index.ts";
import type { FileColumn, SourceKeys } from "../../ports/lake-writer.ts";
import { selectPages } from "./duckdb-parquet-writer.ts";

/** A SELECT of the keys that a source has, with their deleted mark. */
export function keysSelect({ pages, key, deletedMark }: SourceKeys): string {
  const columns: FileColumn[] = [{ name: key, type: "VARCHAR", hashed: false }];
  if (deletedMark !== undefined)
    columns.push({ name: deletedMark, type: "BOOLEAN", hashed: false });
  if (pages.length > 0) return selectPages(pages, columns);
  const empty = columns.map(({ name, type }) => `NULL::${type} AS ${quoteName(name)}`);
  return `SELECT ${empty.join(", ")} WHERE false`;
}

/** A deleted row for each key of `current` that the source does not have, or has as deleted. No keys at all = all vanished. */
export function vanishedSelect(current: LakeRelation, source: SourceKeys): string {
  const { latest } = current;
  if (!latest?.deleted) throw new Error(`${current.name} cannot mark deleted rows`);
  const key = quoteName(latest.key);
  const columns = [key, `true AS ${quoteName(latest.deleted)}`];
  if (latest.order !== latest.key)
    columns.push(
      `CAST(${quoteText(source.seenAt.toISOString())} AS TIMESTAMPTZ) AS ${quoteName(latest.order)}`,
    );
  const kept =
    source.deletedMark === undefined ? "" : ` WHERE ${quoteName(source.deletedMark)} IS NOT TRUE`;
  const present = `SELECT ${quoteName(source.key)} AS ${key} FROM (${keysSelect(source)})${kept}`;
  return `SELECT ${columns.join(", ")} FROM (${lakeSelect(current)}) AS held ANTI JOIN (${present}) AS present USING (${key})`;
}
