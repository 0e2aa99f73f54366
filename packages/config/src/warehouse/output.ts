import { resolve } from "node:path";
import { type TableName, tableId } from "../names/table-id.ts";
import { positionAt, withPosition } from "../source/place.ts";
import type {
  MartDraft,
  ProjectDraft,
  SatelliteDraft,
  VaultDraft,
  WarehouseDraft,
} from "./draft/warehouse-draft.ts";
import type { EltProject, Mart, Redshift, Satellite, Vault, Warehouse } from "./types.ts";

/** The warehouse of one environment. Parts made of tables that only other environments have are absent. */
export function toWarehouse(
  draft: WarehouseDraft,
  environment: string,
  folder: string,
): Warehouse | undefined {
  const redshift = draft.redshift.get(environment);
  const catalog = draft.catalogs.find((each) => each.environment === environment);
  if (!redshift || !catalog) return undefined;
  const has = (table: TableName) => catalog.tables.has(tableId(table));
  const [first] = draft.projects;
  const vault = draft.vault && first && toVault(draft.vault, first.name, has);
  const marts = first ? draft.marts.map((mart) => toMart(mart, draft.projects)) : [];
  const everyTable = [...catalog.tables.values()].map(({ database, table }) => ({
    database,
    table,
  }));
  const { strayKeys: _, missingEnd: __, ...settings } = redshift;
  return {
    redshift: withPosition(settings) as Redshift,
    externalSchemas: draft.externalSchemas.map(withPosition),
    projects: draft.projects.map((project) =>
      toProject(project, { vault, marts, everyTable, has, folder }),
    ),
    vault,
    marts,
    maskingFunctions: draft.maskingFunctions,
    at: positionAt(draft.place),
  };
}

function toVault(draft: VaultDraft, project: string, has: (table: TableName) => boolean): Vault {
  const hubs = draft.hubs.map((hub) => ({
    ...withPosition(hub),
    sources: hub.sources.filter(has),
  }));
  const links = draft.links.filter(({ source }) => has(source)).map(withPosition);
  const satellites = draft.satellites
    .flatMap((satellite) => toSatellite(satellite, draft) ?? [])
    .filter(({ source }) => has(source));
  const [linkNames, satelliteNames] = [namesOf(links), namesOf(satellites)];
  return {
    project: draft.project ?? project,
    rawSchema: draft.rawSchema,
    businessSchema: draft.businessSchema,
    hubs: hubs.filter(({ sources }) => sources.length > 0),
    links,
    satellites,
    pointInTimes: draft.pointInTimes.map(withPosition).flatMap((each) => {
      const own = each.satellites.filter((name) => satelliteNames.has(name));
      return own.length > 0 ? [{ ...each, satellites: own }] : [];
    }),
    bridges: draft.bridges
      .map(withPosition)
      .filter(({ links: own }) => own.every((l) => linkNames.has(l))),
    at: positionAt(draft.place),
  };
}

function toSatellite(
  { name, hub, link, source, columns, place }: SatelliteDraft,
  vault: VaultDraft,
): Satellite | undefined {
  const at = positionAt(place);
  const linked = vault.links.find((each) => each.name === link);
  if (linked)
    return {
      name,
      parent: { kind: "link", name: linked.name },
      source: linked.source,
      key: [],
      columns,
      at,
    };
  const sources = vault.hubs.find((each) => each.name === hub)?.sources ?? [];
  const feed = source ? sources.find((each) => tableId(each) === tableId(source)) : sources[0];
  if (!hub || !feed) return undefined;
  const { key, database, table } = feed;
  return {
    name,
    parent: { kind: "hub", name: hub },
    source: { database, table },
    key,
    columns,
    at,
  };
}

function toMart(mart: MartDraft, projects: readonly ProjectDraft[]): Mart {
  const project = projects.find(({ name }) => name === mart.project) ?? projects[0];
  return {
    ...withPosition(mart),
    project: project?.name ?? "",
    owner: mart.owner ?? project?.owner ?? "",
    tables: mart.tables.map(withPosition),
  };
}

interface Belongings {
  readonly vault: Vault | undefined;
  readonly marts: readonly Mart[];
  readonly everyTable: readonly TableName[];
  readonly has: (table: TableName) => boolean;
  readonly folder: string;
}

function toProject(
  draft: ProjectDraft,
  { vault, marts, everyTable, has, folder }: Belongings,
): EltProject {
  const { models, tables, ...same } = withPosition(draft);
  const own = vault?.project === draft.name ? vault : undefined;
  const feeds = own ? feedsOf(own) : tables ? [] : everyTable;
  const schemas = [
    draft.stagingSchema,
    ...(own ? [own.rawSchema, own.businessSchema] : []),
    ...marts.filter(({ project }) => project === draft.name).map(({ schema }) => schema),
    ...draft.schemas,
  ];
  const listed = [...feeds, ...(tables ?? [])].filter(has);
  return {
    ...same,
    schemas: [...new Set(schemas)],
    tables: [...new Map(listed.map((table) => [tableId(table), table])).values()],
    modelsFolder: resolve(folder, models),
  };
}

/** The catalog tables that a vault is made of. */
function feedsOf({ hubs, links, satellites }: Vault): TableName[] {
  const feeds = [
    ...hubs.flatMap(({ sources }) => sources),
    ...links.map(({ source }) => source),
    ...satellites.map(({ source }) => source),
  ];
  return feeds.map(({ database, table }) => ({ database, table }));
}

function namesOf(items: readonly { readonly name: string }[]): ReadonlySet<string> {
  return new Set(items.map(({ name }) => name));
}
