import { currentSchema, externalSchema } from "@lakewright/config/schema-names";
import {
  type LogicalType,
  logicalTypeOf,
  quoteName,
  quoteText,
  type Sql,
  sql,
  translateType,
  trustedSql,
} from "../../core/index.ts";
import type { EltSource, GeneratedFiles } from "./elt-input.ts";
import { currentModel, recordSource, stagingModel } from "./model-names.ts";
import { configLine, generatedFrom, jinjaText, listed } from "./sql-lines.ts";
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
function stagingSql(source: EltSource): Sql {
  const { deletedColumn, orderColumn } = source;
  const columns = stagedColumns(source);
  // A name of appflow.yaml, which needs no quotes.
  const loadDate = trustedSql(source.partitionColumn);
  const dated = sql`{{ load_day(${jinjaText(loadDate)}) }}`;
  const changed = orderColumn
    ? sql`coalesce({{ utc_timestamp(${jinjaText(orderColumn)}) }}, ${dated})`
    : dated;
  const select = [
    ...columns.map(typed),
    sql`${loadDate} as load_date`,
    sql`${dated} as load_source_dts`,
    sql`${changed}${byRun(source, "then_by_run_in_time")} as version_dts`,
    sql`${deletedColumn ? sql`coalesce(${quoteName(deletedColumn)}, false)` : sql`false`} as is_deleted`,
    sql`${quoteText(recordSource(source))} as record_source`,
  ];
  const head = sql`${generatedFrom("appflow.yaml")}${configLine({ materialized: "view" })}`;
  const rows = sql`select\n${listed(select)}\nfrom ${sourceRef(source)}\n`;
  const hasKey = columns.some(({ name }) => name === "id");
  return sql`${head}${source.incremental || !hasKey ? rows : withVanished(rows, columns)}`;
}

/**
 * A refresh writes a row again under the stamp and the day of the version that it corrects: the run alone tells which is newer.
 * AppFlow has no such runs on AWS, and its runs of one day cannot be told apart there.
 */
function byRun({ runColumn }: EltSource, macro: "then_by_run_in_time" | "then_by_newest_run"): Sql {
  return runColumn === undefined ? sql`` : sql`{{ ${trustedSql(macro)}(${jinjaText(runColumn)}) }}`;
}

/** A Jinja call of a source: `{{ source('crm_ext', 'account') }}`. */
function sourceRef({ database, table }: EltSource): Sql {
  return sql`{{ source(${jinjaText(externalSchema(database))}, ${jinjaText(table)}) }}`;
}

/** A table that is loaded whole does not report deleted rows: they are those that the next load no longer has. */
function withVanished(rows: Sql, columns: readonly StagedColumn[]): Sql {
  const names = columns.map(({ name }) => quoteName(name));
  const kept = ["load_date", "load_source_dts", "version_dts", "is_deleted", "record_source"];
  const vanished = [
    sql`next_date as load_date`,
    sql`next_dts as load_source_dts`,
    sql`next_dts as version_dts`,
    sql`true as is_deleted`,
    sql`record_source`,
  ];
  return sql`with loaded as (
${trustedSql(rows.replace(/^/gm, "    ").trimEnd())}
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
${listed([...names, ...kept.map(trustedSql)])}
from loaded
union all
select
${listed([...names, ...vanished])}
from followed
where next_date is not null and (seen_next is null or seen_next > next_date)
`;
}

/** The object as it is at the source, under the catalog's own names, as `current` of the lake. */
function currentSql(source: EltSource): Sql {
  const { database, table, partitionColumn, columns, orderColumn, deletedColumn, incremental } =
    source;
  const names = columns.map(({ name }) => quoteName(name));
  const loadDate = quoteName(partitionColumn);
  const select = listed([...names, loadDate]);
  const from = sourceRef(source);
  const config = { materialized: "view", schema: currentSchema(database), alias: table };
  const head = sql`${generatedFrom("appflow.yaml")}${configLine(config)}`;
  const alive = deletedColumn
    ? sql`coalesce(${quoteName(deletedColumn)}, false) = false`
    : sql`true`;
  if (!incremental || !columns.some(({ name }) => name === "id"))
    return sql`${head}select\n${select}\nfrom ${from}\nwhere ${loadDate} = (select max(${loadDate}) from ${from})\n    and ${alive}\n`;
  const byStamp = orderColumn ? sql`, ${quoteName(orderColumn)} desc` : sql``;
  const newestFirst = sql`${loadDate} desc${byRun(source, "then_by_newest_run")}${byStamp}`;
  return sql`${head}select
${select}
from (
    select *, row_number() over (partition by id order by ${newestFirst}) as nth
    from ${from}
) as versions
where nth = 1
    and ${alive}
`;
}

/** A cast would cut long text on Redshift; the others are the same on both engines. */
const uncast: ReadonlySet<LogicalType> = new Set(["string", "boolean", "binary"]);

/** Names are lower case on both engines; quoted, a keyword is a name too. */
function typed({ from, name, type }: StagedColumn): Sql {
  const logical = logicalTypeOf(type, "hive");
  if (logical === "timestamp")
    return sql`{{ utc_timestamp(${jinjaText(from)}) }} as ${quoteName(name)}`;
  const cast = logical && !uncast.has(logical) && translateType(type, "hive", "redshift");
  const value = cast ? sql`cast(${quoteName(from)} as ${trustedSql(cast)})` : quoteName(from);
  return value === quoteName(name) ? value : sql`${value} as ${quoteName(name)}`;
}
