import { quoteName, quoteText } from "../../../core/index.ts";
import type { LakeRelation } from "../../../query/index.ts";
import { lakeSelect } from "../../../query/index.ts";
import type { FileColumn, SourceKeys } from "../../ports/lake-writer.ts";
import { selectPages } from "./duckdb-parquet-writer.ts";

/** A SELECT of the keys that a source has, with their deleted mark. */
export function keysSelect({ pages, key, deletedMark, stamp }: SourceKeys): string {
  const columns: FileColumn[] = [{ name: key, type: "VARCHAR", hashed: false }];
  if (deletedMark !== undefined)
    columns.push({ name: deletedMark, type: "BOOLEAN", hashed: false });
  if (stamp) columns.push(stamp);
  return selectPages(pages, columns);
}

/** A deleted row for each key of `current` that the source does not have, or has as deleted. No keys at all = all vanished. */
export function vanishedSelect(current: LakeRelation, source: SourceKeys): string {
  const { latest } = current;
  if (!latest?.deleted) throw new Error(`${current.name} cannot mark deleted rows`);
  const key = quoteName(latest.key);
  const columns = [key, `true AS ${quoteName(latest.deleted)}`];
  if (latest.order !== latest.key)
    columns.push(`${timestamp(source.seenAt)} AS ${quoteName(latest.order)}`);
  const present = `SELECT ${quoteName(source.key)} AS ${key} FROM (${keysSelect(source)}) WHERE ${isAlive(source)}`;
  return `SELECT ${columns.join(", ")} FROM (${lakeSelect(current)}) AS held ANTI JOIN (${present}) AS present USING (${key})`;
}

/**
 * Key and `missing` of each live row of the source that `current` lacks, or holds with another stamp. A stamp that went back counts
 * too: the lake is to hold what the source has.
 */
export function staleSelect(current: LakeRelation, source: SourceKeys): string {
  const { latest } = current;
  if (!latest) throw new Error(`${current.name} has no key`);
  const stamp = source.stamp && quoteName(source.stamp.name);
  const conditions = [isAlive(source)];
  if (stamp && source.since) conditions.push(`${stamp} >= ${timestamp(source.since)}`);
  const present = `SELECT ${quoteName(source.key)} AS key, ${stamp ?? "NULL"} AS stamp FROM (${keysSelect(source)}) WHERE ${conditions.join(" AND ")}`;
  const held = `SELECT ${quoteName(latest.key)} AS key, ${quoteName(latest.order)} AS stamp FROM (${lakeSelect(current)})`;
  // A source that no longer shows the lake's stamp has another, and the two say nothing about each other.
  const isSame = source.stamp?.name.toLowerCase() === latest.order;
  const differs = isSame ? " OR present.stamp IS DISTINCT FROM held.stamp" : "";
  return `SELECT present.key, held.key IS NULL AS missing FROM (${present}) AS present LEFT JOIN (${held}) AS held USING (key) WHERE held.key IS NULL${differs}`;
}

function isAlive({ deletedMark }: SourceKeys): string {
  return deletedMark === undefined ? "true" : `${quoteName(deletedMark)} IS NOT TRUE`;
}

function timestamp(at: Date): string {
  return `CAST(${quoteText(at.toISOString())} AS TIMESTAMPTZ)`;
}
