import type { Hub, Link, LinkEnd, Satellite, TableName, Vault } from "@lakewright/config";
import {
  joinSql,
  PlatformError,
  quoteName,
  quoteText,
  type Sql,
  sql,
  trustedSql,
} from "../../core/index.ts";
import type { EltSource, GeneratedFiles } from "./elt-input.ts";
import {
  effectivityModel,
  hubModel,
  keyColumn,
  linkModel,
  recordSource,
  satelliteModel,
  stagingModel,
} from "./model-names.ts";
import {
  generatedFrom,
  incrementLine,
  jinjaList,
  jinjaText,
  listed,
  notNull,
  ref,
} from "./sql-lines.ts";
import { type StagedColumn, stagedColumns } from "./staged-columns.ts";

const folder = "models/lakewright/raw_vault";

/** Staged columns of each feed, by `<database>.<table>`. */
export type Feeds = ReadonlyMap<string, readonly StagedColumn[]>;

export function feedsOf(sources: readonly EltSource[]): Feeds {
  return new Map(sources.map((source) => [recordSource(source), stagedColumns(source)]));
}

/** Hubs, links, satellites and effectivity: insert-only, the increment taken by the source's load date. */
export function rawVaultModels(vault: Vault, feeds: Feeds): GeneratedFiles {
  const models: [string, Sql][] = [
    ...vault.hubs.map((hub): [string, Sql] => [hubModel(hub.name), hubSql(hub, feeds)]),
    ...vault.links.map((link): [string, Sql] => [linkModel(link.name), linkSql(link, feeds)]),
    ...vault.satellites.map((satellite): [string, Sql] => [
      satelliteModel(satellite.name),
      satelliteSql(satellite, vault, feeds),
    ]),
    ...vault.links
      .filter(({ drivingEnd }) => drivingEnd !== undefined)
      .map((link): [string, Sql] => [effectivityModel(link.name), effectivitySql(link, feeds)]),
  ];
  return Object.fromEntries(models.map(([name, text]) => [`${folder}/${name}.sql`, text]));
}

const head = (settings: Readonly<Record<string, string>>) =>
  sql`${generatedFrom("warehouse.yaml")}${incrementLine({ incremental_strategy: "append", ...settings })}`;

function hubSql({ name, sources }: Hub, feeds: Feeds): Sql {
  const pk = keyColumn(name);
  const bk = sql`${trustedSql(name)}_bk`;
  const parts = sources.map((source) => {
    const key = stagedNames(feeds, { of: `hub ${name}`, table: source, columns: source.key });
    const columns = joinSql(key.map(quoteName), ", ");
    return sql`    select {{ hash_key(${jinjaList(key)}) }} as ${pk}, {{ business_key(${jinjaList(key)}) }} as ${bk}, load_source_dts, record_source
    from (
        select ${columns}, record_source, min(load_source_dts) as load_source_dts
        from ${ref(stagingModel(source))}
        where ${notNull(key)}
        {{ since_last_load(${jinjaText(recordSource(source))}) }}
        group by ${columns}, record_source
    ) as keys`;
  });
  // A feed says each key once: only where there are several feeds one of them has to be the first.
  const first =
    parts.length === 1
      ? sql``
      : sql`,
first_seen as (
    select *
    from (
        select feeds.*, row_number() over (partition by ${pk} order by load_source_dts, record_source) as nth
        from feeds
    ) as numbered
    where nth = 1
)`;
  const rows = parts.length === 1 ? sql`feeds` : sql`first_seen`;
  return sql`${head({ dist: "all" })}with feeds as (
${joinSql(parts, "\n    union all\n")}
)${first}
select
${listed([pk, bk, sql`load_source_dts`, ...stamps, sql`record_source`])}
from ${rows}
where true
{{ unless_known(${jinjaText(rows)}, ${jinjaList([pk])}) }}
`;
}

function linkSql(link: Link, feeds: Feeds): Sql {
  const pk = keyColumn(linkModel(link.name));
  const ends = endColumns(link);
  const key = [...new Set(link.ends.flatMap((end) => endKey(link, end, feeds)))];
  const columns = joinSql(key.map(quoteName), ", ");
  return sql`${head({ dist: pk, sort: pk })}with feed as (
    select ${joinSql(linkKeys(link, feeds), ", ")}, load_source_dts, record_source
    from (
        select ${columns}, record_source, min(load_source_dts) as load_source_dts
        from ${ref(stagingModel(link.source))}
        where ${notNull(key)}
        {{ since_last_load(${jinjaText(recordSource(link.source))}) }}
        group by ${columns}, record_source
    ) as keys
),
keyed as (
    select {{ hash_key(${jinjaList(ends)}) }} as ${pk}, feed.*
    from feed
)
select
${listed([pk, ...ends, sql`load_source_dts`, ...stamps, sql`record_source`])}
from keyed
where true
{{ unless_known('keyed', ${jinjaList([pk])}) }}
`;
}

/** A version is a row where it says something else than the version before, of this load or of those before it. */
function satelliteSql(satellite: Satellite, vault: Vault, feeds: Feeds): Sql {
  const { name, parent, source, columns: wanted } = satellite;
  const link =
    parent.kind === "link" ? vault.links.find((each) => each.name === parent.name) : undefined;
  const pk = keyColumn(link ? linkModel(link.name) : parent.name);
  const staged = { of: `satellite ${name}`, table: source };
  const columns = stagedFor(feeds, { ...staged, columns: wanted });
  const key = link
    ? link.ends.flatMap((end) => endKey(link, end, feeds))
    : stagedNames(feeds, { ...staged, columns: satellite.key });
  const keys = link ? linkKeys(link, feeds) : [sql`{{ hash_key(${jinjaList(key)}) }} as ${pk}`];
  const names = columns.map((column) => quoteName(column.name));
  const described = [
    ...columns.map(castableValue),
    castableValue({ name: "is_deleted", type: "boolean" }),
  ];
  const times = [sql`load_source_dts`, sql`version_dts`];
  const read = [...keys, ...times, sql`is_deleted`, sql`record_source`, ...names];
  const keyed = link ? sql`{{ hash_key(${jinjaList(endColumns(link))}) }} as ${pk}, ` : sql``;
  const position = [pk, ...times];
  const values = [sql`record_source`, sql`is_deleted`, ...names];
  return sql`${head({ dist: "auto" })}with feed as (
    select
${listed(read, 8)}
    from ${ref(stagingModel(source))}
    where ${notNull(key)}
    {{ since_last_load(${jinjaText(recordSource(source))}) }}
),
described as (
    select ${keyed}feed.*, {{ hash_diff(${jinjaList(described)}) }} as hash_diff
    from feed
),
batch as (
    select *
    from (
        select described.*, row_number() over (partition by ${joinSql(position, ", ")} order by hash_diff) as nth
        from described
    ) as numbered
    where nth = 1
),
{{ known_versions(${jinjaList(position)}, 'hash_diff', 'batch') }}
timeline as (
    select ${joinSql([...position, sql`hash_diff`, ...values], ", ")}, true as is_new
    from batch
    where true
    {{ and_with_known(${jinjaList(position)}, 'hash_diff', 'batch', ${values.length}) }}
),
compared as (
    select timeline.*, lag(hash_diff) over (partition by ${pk} order by load_source_dts, version_dts) as hash_before
    from timeline
)
select
${listed([...position, ...stamps, sql`record_source`, sql`hash_diff`, sql`is_deleted`, ...names])}
from compared
where is_new
    and (hash_before is null or hash_before <> hash_diff)
`;
}

/** Follows which link the driving end has: a row when one begins, and a row when it ends. */
function effectivitySql(link: Link, feeds: Feeds): Sql {
  const pk = keyColumn(linkModel(link.name));
  const driving = link.ends.find(({ name }) => name === link.drivingEnd);
  if (!driving) throw new Error(`link ${link.name} has no end ${link.drivingEnd}`);
  const drivingPk = keyColumn(driving.name);
  const others = link.ends
    .filter((end) => end !== driving)
    .flatMap((end) => endKey(link, end, feeds));
  return sql`${head({ dist: "auto" })}with feed as (
    select ${joinSql(linkKeys(link, feeds), ", ")}, load_source_dts, version_dts, record_source,
        not is_deleted and ${notNull(others)} as is_linked
    from ${ref(stagingModel(link.source))}
    where ${notNull(endKey(link, driving, feeds))}
    {{ since_last_load(${jinjaText(recordSource(link.source))}) }}
),
versions as (
    select *
    from (
        select ${drivingPk}, load_source_dts, version_dts, record_source,
            case when is_linked then {{ hash_key(${jinjaList(endColumns(link))}) }} end as ${pk},
            row_number() over (partition by ${drivingPk}, load_source_dts, version_dts order by is_linked desc, ${joinSql(endColumns(link), ", ")}) as nth
        from feed
    ) as numbered
    where nth = 1
),
timeline as (
    select ${drivingPk}, load_source_dts, version_dts, ${pk}, true as is_new
    from versions
    {{ known_partners(${jinjaText(drivingPk)}, ${jinjaText(pk)}, 'versions') }}
),
compared as (
    select timeline.*, lag(${pk}) over (partition by ${drivingPk} order by load_source_dts, version_dts) as ${pk}_before
    from timeline
),
changes as (
    select ${drivingPk}, load_source_dts, version_dts, ${pk}, true as is_active
    from compared
    where is_new and ${pk} is not null and coalesce(${pk}_before, '') <> ${pk}
    union all
    select ${drivingPk}, load_source_dts, version_dts, ${pk}_before as ${pk}, false as is_active
    from compared
    where is_new and ${pk}_before is not null and coalesce(${pk}, '') <> ${pk}_before
)
select
${listed([pk, drivingPk, sql`load_source_dts`, sql`version_dts`, ...stamps, sql`${quoteText(recordSource(link.source))} as record_source`, sql`is_active`])}
from changes
where true
{{ unless_known('changes', ['${pk}', 'load_source_dts', 'version_dts', 'is_active']) }}
`;
}

/** When and by which run a row was written: the same for all rows of a run. */
const stamps = [sql`{{ load_dts() }} as load_dts`, sql`{{ load_id() }} as load_id`];

export function endColumns({ ends }: Link): Sql[] {
  return ends.map(({ name }) => keyColumn(name));
}

/** The keys of the hubs at the ends, or null where the feed names none. */
function linkKeys(link: Link, feeds: Feeds): Sql[] {
  return link.ends.map((end) => {
    const key = endKey(link, end, feeds);
    return sql`case when ${notNull(key)} then {{ hash_key(${jinjaList(key)}) }} end as ${keyColumn(end.name)}`;
  });
}

function endKey({ name, source }: Link, end: LinkEnd, feeds: Feeds): string[] {
  return stagedNames(feeds, { of: `link ${name}`, table: source, columns: end.key });
}

/** A value that both engines cast to text: Redshift cannot cast a boolean. */
function castableValue({ name, type }: Pick<StagedColumn, "name" | "type">): Sql {
  const column = quoteName(name);
  return type === "boolean"
    ? sql`case when ${column} then 1 when not ${column} then 0 end`
    : column;
}

interface FeedColumns {
  /** Part of the vault that reads them, for messages. */
  readonly of: string;
  readonly table: TableName;
  readonly columns: readonly string[];
}

function stagedNames(feeds: Feeds, wanted: FeedColumns): string[] {
  return stagedFor(feeds, wanted).map(({ name }) => name);
}

/** Staged columns of a feed. Fails with `unknown_name` where the feed does not have one. */
function stagedFor(feeds: Feeds, { of, table, columns }: FeedColumns): StagedColumn[] {
  const known = feeds.get(recordSource(table));
  return columns.map((column) => {
    const found = known?.find(({ from }) => from === column);
    if (found) return found;
    throw new PlatformError(
      "unknown_name",
      `${of}: ${recordSource(table)} has no column "${column}" that the project may read`,
      "correct it in warehouse.yaml, load the field, or grant it to the project's role",
    );
  });
}
