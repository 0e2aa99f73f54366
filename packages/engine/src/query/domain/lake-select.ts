import {
  type DuckDbType,
  joinSql,
  quoteName,
  quoteText,
  type Sql,
  sql,
  textList,
  trustedSql,
} from "../../core/index.ts";
import type { FieldDescription } from "../../sources/index.ts";
import { columnTypeOf } from "../../sources/index.ts";
import type { FileGroup, LakeFile, LakeRelation } from "./relation.ts";
import { type RankedGroup, rankedByRun, runsOfDay } from "./run-order.ts";

/** Path of a row's file. Named by us: an object may have a field `FileName`. */
const fileName = "lakewright_file";
const filePath = trustedSql(fileName);
/** Column that orders the versions of a row by run. */
const runOrder = sql`lakewright_run_order`;
/** Path of a file in the list of those that came with a later run of their day. */
const laterPath = trustedSql("lakewright_later_file");

/** What a row tells beside its columns: by which run it is ordered, or which file it is from. */
type More = "order" | "path" | false;

/** The SELECT that a relation's name means in SQL. */
export function lakeSelect(relation: LakeRelation): Sql {
  if (relation.latest) return latestSelect(relation);
  if (relation.runColumn === undefined) return unionOf(relation.groups, relation, false);
  return numberedByRun(relation, relation.runColumn);
}

/** Every row with the number of its run within the load date; nearly all are of the first, which costs no join. */
function numberedByRun(relation: LakeRelation, runColumn: string): Sql {
  const runs = runsOfDay(relation.groups.flatMap(({ files }) => files));
  const isLater = ({ path }: LakeFile) => (runs.get(path) ?? 0) > 0;
  const groups = (kept: (file: LakeFile) => boolean) =>
    relation.groups.map((group) => ({ ...group, files: group.files.filter(kept) }));
  const first = sql`SELECT *, 0 AS ${quoteName(runColumn)} FROM (${unionOf(
    groups((file) => !isLater(file)),
    relation,
    false,
  )})`;
  const later = relation.groups.flatMap(({ files }) => files.filter(isLater));
  if (later.length === 0) return first;
  const numbers = later.map(
    ({ path }) => sql`(${quoteText(path)}, ${trustedSql(String(runs.get(path)))})`,
  );
  const rows = unionOf(groups(isLater), relation, "path");
  return sql`${first} UNION ALL SELECT later.* EXCLUDE (${filePath}), numbers.${quoteName(runColumn)} FROM (${rows}) AS later JOIN (VALUES ${joinSql(numbers, ", ")}) AS numbers(${laterPath}, ${quoteName(runColumn)}) ON later.${filePath} = numbers.${laterPath}`;
}

/**
 * Latest row by key: rows of the merged base that no later run touched, and the newest version of the rest. A run
 * brings rows as they are on the server at that moment, so a later run wins whatever the stamps say; within a
 * run the stamp decides.
 */
function latestSelect(relation: LakeRelation): Sql {
  const { latest, columns } = relation;
  if (!latest) throw new Error(`${relation.name} has no key`);
  const base = relation.groups.filter((group) => group.base);
  const since = rankedByRun(relation.groups.filter((group) => !group.base));
  const key = quoteName(latest.key);
  const names = joinSql(
    columns.map(({ name }) => quoteName(name)),
    ", ",
  );
  const alive = latest.deleted ? sql` WHERE ${quoteName(latest.deleted)} IS NOT TRUE` : sql``;
  const baseRows = sql`SELECT ${names} FROM (${unionOf(base, relation, false)})${alive}`;
  if (since.length === 0) return baseRows;
  const recent = latest.since ? sql` WHERE ${notBefore(latest.order, latest.since)}` : sql``;
  const newest = sql`SELECT * FROM (${unionOf(since, relation, "order")})${recent} QUALIFY row_number() OVER (PARTITION BY ${key} ORDER BY ${runOrder} DESC, ${quoteName(latest.order)} DESC NULLS LAST) = 1`;
  if (base.length === 0) return sql`SELECT ${names} FROM (${newest})${alive}`;
  const touched = sql`SELECT ${key} FROM (${unionOf(since, { ...relation, columns: keyColumn(relation) }, false)})`;
  return sql`SELECT ${names} FROM (${baseRows}) AS base ANTI JOIN (${touched}) AS touched USING (${key}) UNION ALL SELECT ${names} FROM (${newest})${alive}`;
}

function notBefore(column: string, at: Date): Sql {
  return sql`${quoteName(column)} >= CAST(${quoteText(at.toISOString())} AS TIMESTAMPTZ)`;
}

function keyColumn({ latest, columns }: LakeRelation): LakeRelation["columns"] {
  return columns.filter(({ name }) => name === latest?.key);
}

function unionOf(groups: readonly RankedGroup[], relation: LakeRelation, more: More): Sql {
  const parts = groups.flatMap((group) => groupSelects(group, relation, more));
  return parts.length > 0 ? joinSql(parts, " UNION ALL ") : emptySelect(relation, more);
}

function emptySelect({ columns }: LakeRelation, more: More): Sql {
  const nulls = columns.map(({ name, type }) => nullColumn(name, type));
  if (more) nulls.push(sql`'' AS ${more === "order" ? runOrder : filePath}`);
  return sql`SELECT ${joinSql(nulls, ", ")} WHERE false`;
}

function nullColumn(name: string, type: DuckDbType): Sql {
  return sql`CAST(NULL AS ${trustedSql(type)}) AS ${quoteName(name)}`;
}

/** A SELECT for each way of finding the load date of a group's files. */
function groupSelects(group: RankedGroup, relation: LakeRelation, more: More): Sql[] {
  const { files, fields, base } = group;
  if (files.length === 0) return [];
  const select = (loadDate: Sql, paths: readonly string[]) =>
    fileSelect(group, relation, { loadDate, paths, more });
  if (base === "merged")
    return [
      select(
        // Its last column, whatever the partition column is called by now.
        quoteName(fields.at(-1)?.name ?? relation.partitionColumn),
        files.map(({ path }) => path),
      ),
    ];
  const offset = datePosition(files);
  if (offset !== undefined) {
    const part = (at: number, length: number) =>
      sql`substr(${filePath}, ${offset + at}, ${length})`;
    return [
      select(
        sql`${part(0, 4)} || ${part(5, 2)} || ${part(8, 2)}`,
        files.map(({ path }) => path),
      ),
    ];
  }
  const byDate = new Map<string, string[]>();
  for (const { path, loadDate } of files)
    byDate.set(loadDate, [...(byDate.get(loadDate) ?? []), path]);
  return [...byDate].map(([loadDate, paths]) => select(quoteText(loadDate), paths));
}

interface FileSelect {
  readonly loadDate: Sql;
  readonly paths: readonly string[];
  readonly more: More;
}

function fileSelect(
  { fields, rank = "" }: RankedGroup,
  { columns, partitionColumn }: LakeRelation,
  { loadDate, paths, more }: FileSelect,
): Sql {
  const stored = new Map<string, FieldDescription>(fields.map((f) => [f.name.toLowerCase(), f]));
  const list = columns.map(({ name, type }) => {
    if (name === partitionColumn) return sql`${loadDate} AS ${quoteName(name)}`;
    const field = stored.get(name);
    if (!field) return nullColumn(name, type);
    const value = quoteName(field.name);
    const same = columnTypeOf(field.type).duckdb === type;
    return sql`${same ? value : sql`TRY_CAST(${value} AS ${trustedSql(type)})`} AS ${quoteName(name)}`;
  });
  if (more === "order") list.push(sql`${quoteText(rank)} || ${filePath} AS ${runOrder}`);
  if (more === "path") list.push(filePath);
  return sql`SELECT ${joinSql(list, ", ")} FROM read_parquet(${textList(paths)}, hive_partitioning = false, filename = ${quoteText(fileName)})`;
}

/** Where `YYYY/MM/DD` starts in every path, in characters from 1 as SQL counts, if it is the same place in all of them. */
function datePosition(files: FileGroup["files"]): number | undefined {
  const first = files[0];
  if (!first) return undefined;
  const slashed = ({ loadDate }: { loadDate: string }) =>
    `/${loadDate.slice(0, 4)}/${loadDate.slice(4, 6)}/${loadDate.slice(6)}/`;
  const at = first.path.lastIndexOf(slashed(first));
  if (at < 0) return undefined;
  if (!files.every((file) => file.path.startsWith(slashed(file), at))) return undefined;
  const before = first.path.slice(0, at);
  return files.every(({ path }) => path.startsWith(before)) ? [...before].length + 2 : undefined;
}
