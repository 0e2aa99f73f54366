import type { Place } from "../../sections/platform-draft.ts";
import type { Path } from "../../source/node-at.ts";
import { plainMap } from "../../source/plain-map.ts";
import type { Section } from "../../source/section.ts";
import { valueAt } from "../../source/value-at.ts";
import type { TableName } from "../types.ts";

export interface NamedEntry {
  readonly name: string;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

/** The entries of a map below `warehouse`. Of one that the schema refused a part of the rest is there. */
export function entriesAt(section: Section, ...steps: readonly string[]): NamedEntry[] {
  const path: Path = ["warehouse", ...steps];
  return Object.entries(plainMap(valueAt(section.value, path))).flatMap(([name, value]) => {
    const here = [...path, name];
    if (value === undefined) return [];
    return [{ name, raw: plainMap(value), place: { section, path: here, aim: { key: true } } }];
  });
}

export function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** `<database>.<table>` in its parts; names of the catalog are lower case. Empty for what was refused. */
export function tableNameOf(text: unknown): TableName {
  if (typeof text !== "string") return { database: "", table: "" };
  const [database = "", table = ""] = text.toLowerCase().split(".");
  return { database, table };
}
