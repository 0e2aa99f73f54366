import type { Place } from "../../sections/platform-draft.ts";
import { plainMap } from "../../source/plain-map.ts";
import type { Section } from "../../source/section.ts";
import type { Fault } from "./access-draft.ts";

/** The section to read from, and where to put what cannot be understood. */
export interface AccessReader {
  readonly section: Section;
  readonly faults: Fault[];
}

/** One entry of a map or list of access.yaml. */
export interface AccessEntry {
  readonly name: string;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

/**
 * The entries of a map or list below `access`. Entries of which the schema refused a part are left out:
 * a column list that is gone would mean all columns.
 */
export function accessEntries({ section }: AccessReader, part: string): AccessEntry[] {
  const value = plainMap(section.value.access)[part];
  const isList = Array.isArray(value);
  const listed: [string, unknown][] = isList
    ? value.map((item, index) => [String(index), item])
    : Object.entries(plainMap(value));
  return listed.flatMap(([name, item]) => {
    const path = ["access", part, isList ? Number(name) : name];
    const place: Place = { section, path, aim: { key: true } };
    if (item === undefined || section.hasRefusals(path)) return [];
    return [{ name, raw: plainMap(item), place }];
  });
}

/** A place below another one. */
export function below({ section, path }: Place, ...steps: readonly PropertyKey[]): Place {
  return { section, path: [...path, ...steps] };
}

/** A key below a place. */
export function keyBelow(place: Place, key: string): Place {
  return { ...below(place, key), aim: { key: true } };
}

/** A word in the text or list below a place. */
export function wordBelow(place: Place, key: string, word: string): Place {
  return { ...below(place, key), aim: { within: word } };
}
