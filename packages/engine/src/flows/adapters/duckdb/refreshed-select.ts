import { joinSql, quoteName, type Sql, sql, trustedSql } from "../../../core/index.ts";
import type { LakeRelation } from "../../../query/index.ts";
import { lakeSelect } from "../../../query/index.ts";
import type { RefreshedFields } from "../../ports/lake-writer.ts";

/** Whole rows of `current` whose refreshed values differ from those in the table `fresh`; see `LakeWriter.writeRefreshed`. */
export function refreshedSelect(current: LakeRelation, { read, columns }: RefreshedFields): Sql {
  const [key, ...fields] = read.map(({ name }) => name);
  if (key === undefined) throw new Error("a refresh reads the key");
  const isFresh = new Set(fields.map((name) => name.toLowerCase()));
  const held = new Set(current.columns.map(({ name }) => name));
  const heldValue = (name: string, type: string) =>
    held.has(name.toLowerCase())
      ? sql`held.${quoteName(name)}`
      : sql`CAST(NULL AS ${trustedSql(type)})`;
  const select = columns.map(({ name, type }) => {
    const value = isFresh.has(name.toLowerCase())
      ? sql`fresh.${quoteName(name)}`
      : heldValue(name, type);
    return sql`${value} AS ${quoteName(name)}`;
  });
  const row = (values: readonly Sql[]) => sql`row(${joinSql(values, ", ")})`;
  const now = row(fields.map((name) => sql`fresh.${quoteName(name)}`));
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const before = row(fields.map((name) => heldValue(name, types.get(name) ?? "VARCHAR")));
  return sql`SELECT ${joinSql(select, ", ")} FROM (${lakeSelect(current)}) AS held JOIN fresh ON held.${quoteName(key)} = fresh.${quoteName(key)} WHERE ${now} IS DISTINCT FROM ${before}`;
}
