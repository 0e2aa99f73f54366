import { parseTableId, type TableName } from "../../names/table-id.ts";
import type { Path } from "../../source/node-at.ts";
import type { Place } from "../../source/place.ts";
import { optionalText, plainMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";
import { valueAt } from "../../source/value-at.ts";

export interface NamedEntry {
  readonly name: string;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

/** The entries of a map below `warehouse`. An entry of which the schema refused a part is there without that part. */
export function entriesAt(section: Section, ...steps: readonly string[]): NamedEntry[] {
  const path: Path = ["warehouse", ...steps];
  return Object.entries(plainMap(valueAt(section.value, path))).flatMap(([name, value]) => {
    const here = [...path, name];
    if (value === undefined) return [];
    return [{ name, raw: plainMap(value), place: { section, path: here, aim: { key: true } } }];
  });
}

export function textOr(value: unknown, fallback: string): string {
  return optionalText(value) ?? fallback;
}

/** `<database>.<table>` in its parts; names of the catalog are lower case. Empty for what was refused. */
export function tableNameOf(text: unknown): TableName {
  if (typeof text !== "string") return { database: "", table: "" };
  return parseTableId(text.toLowerCase());
}
