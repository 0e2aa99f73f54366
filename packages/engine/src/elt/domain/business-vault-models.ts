import type { Bridge, Link, PointInTime, Satellite, Vault } from "@lakewright/config";
import { joinSql, quoteName, type Sql, sql, trustedSql } from "../../core/index.ts";
import type { GeneratedFiles } from "./elt-input.ts";
import {
  bridgeModel,
  historyModel,
  hubModel,
  keyColumn,
  latestModel,
  linkModel,
  pointInTimeModel,
  recordSource,
  satelliteModel,
} from "./model-names.ts";
import { endColumns, type Feeds } from "./raw-vault-models.ts";
import { configLine, generatedFrom, incrementLine, jinjaList, listed, ref } from "./sql-lines.ts";

const folder = "models/lakewright/business_vault";

/** Views over satellites, point-in-time tables and bridges. The raw vault itself is never changed. */
export function businessVaultModels(vault: Vault, feeds: Feeds): GeneratedFiles {
  const models: [string, Sql][] = [
    ...vault.satellites.flatMap((satellite): [string, Sql][] => [
      [historyModel(satellite.name), historySql(satellite)],
      [latestModel(satellite.name), latestSql(satellite, feeds)],
    ]),
    ...vault.pointInTimes.map((each): [string, Sql] => [
      pointInTimeModel(each.name),
      pointInTimeSql(each, vault),
    ]),
    ...vault.bridges.map((each): [string, Sql] => [bridgeModel(each.name), bridgeSql(each, vault)]),
  ];
  return Object.fromEntries(models.map(([name, text]) => [`${folder}/${name}.sql`, text]));
}

export function satelliteKey({ parent }: Satellite): Sql {
  return keyColumn(parent.kind === "link" ? linkModel(parent.name) : parent.name);
}

const view = sql`${generatedFrom("warehouse.yaml")}${configLine({ materialized: "view" })}`;

/** Type 2: each version with the load dates from which and before which it held; the newest has no end. */
function historySql(satellite: Satellite): Sql {
  const order = sql`(partition by ${satelliteKey(satellite)} order by load_source_dts, version_dts)`;
  return sql`${view}select
    versions.*,
    load_source_dts as valid_from,
    lead(load_source_dts) over ${order} as valid_to,
    lead(load_source_dts) over ${order} is null as is_current
from ${ref(satelliteModel(satellite.name))} as versions
`;
}

/** The newest version of what is not deleted. */
function latestSql(satellite: Satellite, feeds: Feeds): Sql {
  const { source, columns, name } = satellite;
  const staged = feeds.get(`${source.database}.${source.table}`) ?? [];
  const names = columns.flatMap((column) => staged.find(({ from }) => from === column)?.name ?? []);
  const pk = satelliteKey(satellite);
  const shown = [pk, sql`load_source_dts`, sql`version_dts`, sql`record_source`];
  return sql`${view}select
${listed([...shown, ...names.map(quoteName)])}
from (
    select versions.*, row_number() over (partition by ${pk} order by load_source_dts desc, version_dts desc) as nth
    from ${ref(satelliteModel(name))} as versions
) as numbered
where nth = 1 and not is_deleted
`;
}

const daily = sql`${generatedFrom("warehouse.yaml")}${incrementLine({
  incremental_strategy: "delete+insert",
  unique_key: "as_of",
})}`;

/** One row for each business key and day: by which key and load date each satellite's row of that day is found. */
function pointInTimeSql(pointInTime: PointInTime, vault: Vault): Sql {
  const { hub, satellites } = pointInTime;
  const pk = keyColumn(hub);
  const days = satellites.map(
    (name) => sql`    select distinct load_source_dts as as_of from ${ref(satelliteModel(name))}`,
  );
  const joins = satellites.map(
    (name, index) => sql`left join ${ref(historyModel(name))} as s${index + 1}
    on s${index + 1}.${pk} = hub.${pk}
    and s${index + 1}.valid_from <= days.as_of
    and days.as_of < coalesce(s${index + 1}.valid_to, cast('9999-12-31' as timestamp))`,
  );
  const columns = satellites.flatMap((name, index) => [
    sql`s${index + 1}.load_source_dts as ${trustedSql(name)}_load_source_dts`,
    sql`s${index + 1}.version_dts as ${trustedSql(name)}_version_dts`,
  ]);
  return sql`${daily}with days as (
${joinSql(days, "\n    union\n")}
)
select
${listed([sql`hub.${pk}`, sql`days.as_of`, ...columns])}
from ${ref(hubModel(hub))} as hub
inner join days on hub.load_source_dts <= days.as_of
${joinSql(joins, "\n")}
where true
{{ since_last_day('days.as_of', ${jinjaList(pointInTimeFeeds(pointInTime, vault))}) }}
`;
}

/** Feeds of which a point-in-time table is made. */
export function pointInTimeFeeds({ hub, satellites }: PointInTime, vault: Vault): string[] {
  const tables = [
    ...vault.hubs.filter(({ name }) => name === hub).flatMap(({ sources }) => sources),
    ...vault.satellites.filter(({ name }) => satellites.includes(name)).map(({ source }) => source),
  ];
  return [...new Set(tables.map(recordSource))];
}

/** One row for each day and combination of keys that hang together across the links. */
function bridgeSql(bridge: Bridge, vault: Vault): Sql {
  const chain = chainOf(bridge, vault);
  const days = chain.map(
    ({ name }) => sql`    select distinct load_source_dts as as_of from ${ref(linkModel(name))}`,
  );
  const reached: Reached = { byHub: new Map(), byEnd: new Map() };
  const joins = chain.map((link, index) => joinLink(link, sql`l${index + 1}`, reached));
  return sql`${daily}with days as (
${joinSql(days, "\n    union\n")}
)
select distinct
${listed([sql`days.as_of`, ...reached.byEnd.values()])}
from days
${joinSql(joins, "\n")}
where true
{{ since_last_day('days.as_of', ${jinjaList(bridgeFeeds(bridge, vault))}) }}
`;
}

/** Feeds of which a bridge is made. */
export function bridgeFeeds(bridge: Bridge, vault: Vault): string[] {
  return [...new Set(chainOf(bridge, vault).map(({ source }) => recordSource(source)))];
}

function chainOf({ links }: Bridge, vault: Vault): Link[] {
  return links.flatMap((name) => vault.links.find((link) => link.name === name) ?? []);
}

/** Joins a link by the hubs that those before it reach, and adds its own ends to what is known. */
function joinLink(link: Link, alias: Sql, reached: Reached): Sql {
  const shared = link.ends.flatMap(({ name, hub }) => {
    const before = reached.byHub.get(hub);
    return before ? [sql`${alias}.${keyColumn(name)} = ${before}`] : [];
  });
  for (const { name, hub } of link.ends) {
    const column = sql`${alias}.${keyColumn(name)}`;
    if (!reached.byHub.has(hub)) reached.byHub.set(hub, column);
    if (!reached.byEnd.has(name)) reached.byEnd.set(name, column);
  }
  const on = [sql`${alias}.load_source_dts <= days.as_of`, ...shared];
  return sql`inner join ${ref(linkModel(link.name))} as ${alias}\n    on ${joinSql(on, "\n    and ")}`;
}

/** Where the key of a hub, and that of an end, is found. */
interface Reached {
  readonly byHub: Map<string, Sql>;
  readonly byEnd: Map<string, Sql>;
}

/** Columns of a bridge, for its tests. */
export function bridgeColumns(bridge: Bridge, vault: Vault): string[] {
  return [...new Set(["as_of", ...chainOf(bridge, vault).flatMap(endColumns)])];
}
