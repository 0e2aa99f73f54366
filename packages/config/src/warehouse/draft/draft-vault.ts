import type { Placed } from "../../source/place.ts";
import { optionalText, plainMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";
import { parseNameList } from "../../values/name-list.ts";
import type { Bridge, Hub, Link, PointInTime } from "../types.ts";
import type { SatelliteDraft, VaultDraft } from "./warehouse-draft.ts";
import { entriesAt, tableNameOf, textOr } from "./warehouse-reader.ts";

/** The vault; undefined when the folder declares none. */
export function draftVault(section: Section): VaultDraft | undefined {
  const raw = plainMap(section.value.warehouse).vault;
  if (raw === undefined || raw === null) return undefined;
  const { project, raw_schema, business_schema } = plainMap(raw);
  return {
    project: optionalText(project),
    rawSchema: textOr(raw_schema, "raw_dv"),
    businessSchema: textOr(business_schema, "business_dv"),
    hubs: draftHubs(section),
    links: draftLinks(section),
    satellites: draftSatellites(section),
    pointInTimes: draftPointInTimes(section),
    bridges: draftBridges(section),
    place: { section, path: ["warehouse", "vault"], aim: { key: true } },
  };
}

function draftHubs(section: Section): Placed<Hub>[] {
  return entriesAt(section, "vault", "hubs").map(({ name, raw, place }) => ({
    name,
    sources: (Array.isArray(raw.sources) ? raw.sources : []).map((item: unknown) => {
      const { table, key } = plainMap(item);
      return { ...tableNameOf(table), key: columnsOf(key) };
    }),
    place,
  }));
}

function draftLinks(section: Section): Placed<Link>[] {
  return entriesAt(section, "vault", "links").map(({ name, raw, place }) => ({
    name,
    ends: Object.entries(plainMap(raw.ends)).map(([end, item]) => {
      const { hub, key } = plainMap(item);
      return { name: end, hub: textOr(hub, end), key: columnsOf(key) };
    }),
    source: tableNameOf(raw.table),
    drivingEnd: optionalText(raw.driving_end),
    place,
  }));
}

function draftSatellites(section: Section): SatelliteDraft[] {
  return entriesAt(section, "vault", "satellites").map(({ name, raw, place }) => ({
    name,
    hub: optionalText(raw.hub),
    link: optionalText(raw.link),
    source: raw.table === undefined ? undefined : tableNameOf(raw.table),
    columns: columnsOf(raw.columns),
    place,
  }));
}

function draftPointInTimes(section: Section): Placed<PointInTime>[] {
  return entriesAt(section, "vault", "point_in_time").map(({ name, raw, place }) => ({
    name,
    hub: textOr(raw.hub, name),
    satellites: parseNameList(raw.satellites),
    place,
  }));
}

function draftBridges(section: Section): Placed<Bridge>[] {
  return entriesAt(section, "vault", "bridges").map(({ name, raw, place }) => ({
    name,
    links: parseNameList(raw.links),
    place,
  }));
}

/** Names of columns are lower case in the catalog. */
function columnsOf(value: unknown): string[] {
  return parseNameList(value).map((name) => name.toLowerCase());
}
