import { currentSchema, externalSchema } from "@lakewright/config/schema-names";
import type { EltSource, GeneratedFiles } from "./elt-input.ts";
import { currentModel, recordSource, stagingModel } from "./model-names.ts";
import { configLine, generatedFrom, listed } from "./sql-lines.ts";
import { type StagedColumn, stagedColumns } from "./staged-columns.ts";

const folder = "models/lakewright/staging";

/** A model of every loaded version and one of the current rows, for each table. */
export function stagingModels(sources: readonly EltSource[]): GeneratedFiles {
  return Object.fromEntries(
    sources.flatMap((source) => [
      [`${folder}/${stagingModel(source)}.sql`, stagingSql(source)],
      [`${folder}/${currentModel(source)}.sql`, currentSql(source)],
    ]),
  );
}

/** Every loaded version, typed and renamed. Of a table that is loaded whole, a row that is gone is a deleted version. */
function stagingSql(source: EltSource): string {
  const { partitionColumn, deletedColumn, orderColumn } = source;
  const columns = stagedColumns(source);
  const dated = `{{ load_day('${partitionColumn}') }}`;
  const select = [
    ...columns.map(typed),
    `${partitionColumn} as load_date`,
    `${dated} as load_source_dts`,
    `${orderColumn ? `coalesce({{ utc_timestamp('${orderColumn}') }}, ${dated})` : dated} as version_dts`,
    `${deletedColumn ? `coalesce(${quoted(deletedColumn)}, false)` : "false"} as is_deleted`,
    `'${recordSource(source)}' as record_source`,
  ];
  const from = `{{ source('${externalSchema(source.database)}', '${source.table}') }}`;
  const head = generatedFrom("appflow.yaml") + configLine({ materialized: "view" });
  const rows = `select\n${listed(select)}\nfrom ${from}\n`;
  const hasKey = columns.some(({ name }) => name === "id");
  return head + (source.incremental || !hasKey ? rows : withVanished(rows, columns));
}

/** A table that is loaded whole says nothing of deleted rows: they are those that the next load no longer has. */
function withVanished(rows: string, columns: readonly StagedColumn[]): string {
  const names = columns.map(({ name }) => quoted(name));
  return `with loaded as (
${rows.replace(/^/gm, "    ").trimEnd()}
),
load_days as (
    select load_date, load_source_dts, lead(load_date) over (order by load_date) as next_date, lead(load_source_dts) over (order by load_date) as next_dts
    from (select distinct load_date, load_source_dts from loaded) as days
),
followed as (
    select loaded.*, load_days.next_date, load_days.next_dts, lead(loaded.load_date) over (partition by loaded.id order by loaded.load_date) as seen_next
    from loaded
    inner join load_days on loaded.load_date = load_days.load_date
)
select
${listed([...names, "load_date", "load_source_dts", "version_dts", "is_deleted", "record_source"])}
from loaded
union all
select
${listed([...names, "next_date as load_date", "next_dts as load_source_dts", "next_dts as version_dts", "true as is_deleted", "record_source"])}
from followed
where next_date is not null and (seen_next is null or seen_next > next_date)
`;
}

/** The object as it is at the source, under the catalog's own names, as `current` of the lake. */
function currentSql(source: EltSource): string {
  const { database, table, partitionColumn, columns, orderColumn, deletedColumn, incremental } =
    source;
  const names = columns.map(({ name }) => quoted(name));
  const select = listed([...names, quoted(partitionColumn)]);
  const from = `{{ source('${externalSchema(database)}', '${table}') }}`;
  const head =
    generatedFrom("appflow.yaml") +
    configLine({ materialized: "view", schema: currentSchema(database), alias: table });
  const alive = deletedColumn ? `coalesce(${quoted(deletedColumn)}, false) = false` : "true";
  if (!incremental || !columns.some(({ name }) => name === "id"))
    return `${head}select\n${select}\nfrom ${from}\nwhere ${quoted(partitionColumn)} = (select max(${quoted(partitionColumn)}) from ${from})\n    and ${alive}\n`;
  const order = [quoted(partitionColumn), ...(orderColumn ? [quoted(orderColumn)] : [])];
  return `${head}select
${select}
from (
    select *, row_number() over (partition by id order by ${order.map((each) => `${each} desc`).join(", ")}) as nth
    from ${from}
) as versions
where nth = 1
    and ${alive}
`;
}

const sqlTypes = {
  string: undefined,
  boolean: undefined,
  int: "integer",
  bigint: "bigint",
  double: "double precision",
  date: "date",
  timestamp: undefined,
} as const;

function typed({ from, name, type }: StagedColumn): string {
  if (type === "timestamp") return `{{ utc_timestamp('${from}') }} as ${quoted(name)}`;
  const cast = sqlTypes[type];
  const value = cast ? `cast(${quoted(from)} as ${cast})` : quoted(from);
  return value === quoted(name) ? value : `${value} as ${quoted(name)}`;
}

/** Names are lower case on both engines; quoted, a keyword is a name too. */
function quoted(name: string): string {
  return `"${name}"`;
}
