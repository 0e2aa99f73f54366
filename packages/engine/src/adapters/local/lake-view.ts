import type { FieldDescription } from "../../domain/field-type.ts";
import { columnTypeOf } from "../../domain/field-type.ts";
import type { FileGroup, LakeRelation } from "../../ports/warehouse.ts";
import { quoteName, quoteText, textList } from "./sql-text.ts";

/** Column that orders the versions of a row: files sort in run order. */
const fileName = "lakewright_file";

/** The SELECT that a relation's name stands for in SQL. */
export function lakeSelect(relation: LakeRelation): string {
  return relation.latest ? latestSelect(relation) : unionOf(relation.groups, relation, false);
}

/**
 * Latest row by key: rows of the merged base that no later run touched, and the newest version of the rest. A run
 * brings rows as they are on the server at that moment, so a later run wins whatever the stamps say; within a
 * run the stamp decides.
 */
function latestSelect(relation: LakeRelation): string {
  const { latest, columns } = relation;
  if (!latest) throw new Error(`${relation.name} has no key`);
  const base = relation.groups.filter((group) => group.base);
  const since = relation.groups.filter((group) => !group.base);
  const key = quoteName(latest.key);
  const names = columns.map(({ name }) => quoteName(name)).join(", ");
  const alive = latest.deleted ? ` WHERE ${quoteName(latest.deleted)} IS NOT TRUE` : "";
  const baseRows = `SELECT ${names} FROM (${unionOf(base, relation, false)})${alive}`;
  if (since.length === 0) return baseRows;
  const newest = `SELECT * FROM (${unionOf(since, relation, true)}) QUALIFY row_number() OVER (PARTITION BY ${key} ORDER BY ${fileName} DESC, ${quoteName(latest.order)} DESC NULLS LAST) = 1`;
  if (base.length === 0) return `SELECT ${names} FROM (${newest})${alive}`;
  const touched = `SELECT ${key} FROM (${unionOf(since, { ...relation, columns: keyColumn(relation) }, false)})`;
  return `SELECT ${names} FROM (${baseRows}) AS base ANTI JOIN (${touched}) AS touched USING (${key}) UNION ALL SELECT ${names} FROM (${newest})${alive}`;
}

function keyColumn({ latest, columns }: LakeRelation): LakeRelation["columns"] {
  return columns.filter(({ name }) => name === latest?.key);
}

function unionOf(groups: readonly FileGroup[], relation: LakeRelation, withFile: boolean): string {
  const parts = groups.flatMap((group) => groupSelects(group, relation, withFile));
  return parts.length > 0 ? parts.join(" UNION ALL ") : emptySelect(relation, withFile);
}

function emptySelect({ columns }: LakeRelation, withFile: boolean): string {
  const nulls = columns.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${quoteName(name)}`);
  if (withFile) nulls.push(`'' AS ${fileName}`);
  return `SELECT ${nulls.join(", ")} WHERE false`;
}

/** A SELECT for each way of finding the load date of a group's files. */
function groupSelects(group: FileGroup, relation: LakeRelation, withFile: boolean): string[] {
  const { files, base } = group;
  if (files.length === 0) return [];
  const select = (loadDate: string, paths: readonly string[]) =>
    fileSelect(group, relation, { loadDate, paths, withFile });
  if (base === "merged")
    return [
      select(
        quoteName(relation.partitionColumn),
        files.map(({ path }) => path),
      ),
    ];
  const offset = datePosition(files);
  if (offset !== undefined) {
    const part = (at: number, length: number) => `substr(filename, ${offset + at}, ${length})`;
    return [
      select(
        `${part(0, 4)} || ${part(5, 2)} || ${part(8, 2)}`,
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
  readonly loadDate: string;
  readonly paths: readonly string[];
  readonly withFile: boolean;
}

function fileSelect(
  { fields }: FileGroup,
  { columns, partitionColumn }: LakeRelation,
  { loadDate, paths, withFile }: FileSelect,
): string {
  const stored = new Map<string, FieldDescription>(fields.map((f) => [f.name.toLowerCase(), f]));
  const list = columns.map(({ name, type }) => {
    if (name === partitionColumn) return `${loadDate} AS ${quoteName(name)}`;
    const field = stored.get(name);
    if (!field) return `CAST(NULL AS ${type}) AS ${quoteName(name)}`;
    const value = quoteName(field.name);
    const same = columnTypeOf(field.type).duckdb === type;
    return `${same ? value : `TRY_CAST(${value} AS ${type})`} AS ${quoteName(name)}`;
  });
  if (withFile) list.push(`filename AS ${fileName}`);
  return `SELECT ${list.join(", ")} FROM read_parquet(${textList(paths)}, hive_partitioning = false)`;
}

/** Where `YYYY/MM/DD` starts in every path, counted from 1, if it is the same place in all of them. */
function datePosition(files: FileGroup["files"]): number | undefined {
  const first = files[0];
  if (!first) return undefined;
  const slashed = ({ loadDate }: { loadDate: string }) =>
    `/${loadDate.slice(0, 4)}/${loadDate.slice(4, 6)}/${loadDate.slice(6)}/`;
  const at = first.path.lastIndexOf(slashed(first));
  if (at < 0) return undefined;
  return files.every((file) => file.path.startsWith(slashed(file), at)) ? at + 2 : undefined;
}
