import type { Path } from "../../source/node-at.ts";
import type { Place } from "../../source/place.ts";
import { plainMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";
import { valueAt } from "../../source/value-at.ts";
import { type ZoneName, type ZoneSettings, zoneNames } from "../types.ts";
import { parseZoneAge } from "../values/zone-age.ts";

export type ZoneKey = "archive_after" | "expire_after";

export interface ZoneDraft extends ZoneSettings {
  /** Place where a key was set; undefined if it was not. */
  placeOf(key: ZoneKey): Place | undefined;
}

export type ZonesDraft = Readonly<Record<ZoneName, ZoneDraft>>;

/** The settings of every zone. Later maps win, key by key. */
export function draftZones(section: Section, paths: readonly Path[]): ZonesDraft {
  const entries = zoneNames.map((zone) => [zone, draftZone(section, paths, zone)] as const);
  return Object.fromEntries(entries) as Record<ZoneName, ZoneDraft>;
}

function draftZone(section: Section, paths: readonly Path[], zone: ZoneName): ZoneDraft {
  const layers = paths.map((path) => ({
    path: [...path, zone],
    raw: plainMap(plainMap(valueAt(section.value, path))[zone]),
  }));
  const layerOf = (key: ZoneKey) => layers.findLast(({ raw }) => raw[key] !== undefined);
  const daysOf = (key: ZoneKey) => {
    const parsed = parseZoneAge(layerOf(key)?.raw[key]);
    return "value" in parsed ? parsed.value : undefined;
  };
  return {
    archiveAfterDays: daysOf("archive_after"),
    expireAfterDays: daysOf("expire_after"),
    placeOf(key) {
      const layer = layerOf(key);
      return layer && { section, path: [...layer.path, key] };
    },
  };
}
