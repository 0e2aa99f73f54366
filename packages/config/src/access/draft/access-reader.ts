import type { Finding } from "../../source/finding.ts";
import type { Place } from "../../source/place.ts";
import { plainMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";

/** The section to read from, and where to put what cannot be understood. */
export interface AccessReader {
  readonly section: Section;
  readonly faults: Finding[];
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
