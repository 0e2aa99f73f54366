import { keyBelow } from "../../source/place.ts";
import { plainMap } from "../../source/raw-value.ts";
import { parseNameList } from "../../values/name-list.ts";
import type { GrantedResource } from "../types.ts";
import { parseResourceName } from "../values/resource-name.ts";
import type { AccessEntry, AccessReader } from "./access-reader.ts";
import { draftColumns } from "./draft-columns.ts";

const resourceKeys = ["select", "on", "filter", "tags", "location"] as const;
type ResourceKey = (typeof resourceKeys)[number];

/** Keys that go with some ways of naming a resource only. */
const companions: Readonly<Record<string, readonly ResourceKey[]>> = {
  allow: ["on", "tags", "filter"],
  columns: ["select", "on"],
  except: ["select", "on"],
  level: ["tags"],
};

/** Resource of a grant; undefined (and faults) when its keys do not go together. */
export function draftResource(
  entry: AccessEntry,
  reader: AccessReader,
): GrantedResource | undefined {
  const { raw, place } = entry;
  const refuse = (key: string | undefined, message: string, hint: string) => {
    const at = key === undefined ? place : keyBelow(place, key);
    reader.faults.push({ code: "LW1616", place: at, message, hint });
    return undefined;
  };
  const named = resourceKeys.filter((key) => raw[key] !== undefined);
  const [key, another] = named;
  const all = resourceKeys.join(", ");
  if (key === undefined) return refuse(undefined, "the grant names no resource", `one of ${all}`);
  if (another !== undefined) {
    return refuse(
      another,
      `${key} and ${another} cannot be combined`,
      "name one resource per grant",
    );
  }
  for (const [companion, fitting] of Object.entries(companions)) {
    if (raw[companion] === undefined || fitting.includes(key)) continue;
    const hint = companionHints[companion] ?? `${companion} goes with ${fitting.join(" or ")}`;
    return refuse(companion, `${companion} does not go with ${key}`, hint);
  }
  if (key === "filter") return { kind: "filter", filter: String(raw.filter).trim() };
  if (key === "tags") return tagsResource(entry);
  if (key === "location") return locationResource(raw.location);
  return namedResource(key, entry, reader);
}

const companionHints: Readonly<Record<string, string>> = {
  columns: "a filter has columns of its own; LF-tags choose columns by their tags",
  except: "a filter has columns of its own; LF-tags choose columns by their tags",
  allow: "select: means allow: select, a location means data_location_access",
};

function tagsResource({ raw }: AccessEntry): GrantedResource {
  const expression = Object.entries(plainMap(raw.tags)).map(([key, values]) => [
    key.toLowerCase(),
    parseNameList(values).map((value) => value.toLowerCase()),
  ]);
  const level = raw.level === "database" ? "database" : "table";
  return { kind: "tags", level, expression: Object.fromEntries(expression) };
}

function locationResource(value: unknown): GrantedResource {
  const [zone = "", ...folders] = String(value)
    .trim()
    .replace(/^\/+|\/+$/g, "")
    .split("/");
  return { kind: "location", zone, prefix: folders.join("/") };
}

function namedResource(
  key: "select" | "on",
  entry: AccessEntry,
  reader: AccessReader,
): GrantedResource | undefined {
  const resource = parseResourceName(entry.raw[key]);
  const columns = draftColumns(entry, reader);
  if (resource === undefined || columns === undefined) return undefined;
  if (resource.kind === "table") return { ...resource, columns };
  if (columns.kind === "all") return resource;
  const given = columns.kind === "include" ? "columns" : "except";
  const message = `${given} belongs to a table, not to ${resource.kind === "database" ? "a database" : "all of them"}`;
  const place = keyBelow(entry.place, given);
  reader.faults.push({ code: "LW1616", place, message, hint: `write ${key}: <database>.<table>` });
  return undefined;
}
