import type { Placed } from "../../source/place.ts";
import { optionalText, plainMap } from "../../source/raw-value.ts";
import type { Section } from "../../source/section.ts";
import { parseNameList } from "../../values/name-list.ts";
import type { MartColumn, MartTable } from "../types.ts";
import type { MartDraft } from "./warehouse-draft.ts";
import { entriesAt, textOr } from "./warehouse-reader.ts";

/** Every declared mart. */
export function draftMarts(section: Section): MartDraft[] {
  return entriesAt(section, "marts").map(({ name, raw, place }) => ({
    name,
    project: optionalText(raw.project),
    schema: textOr(raw.schema, `mart_${name}`),
    owner: optionalText(raw.owner),
    tables: draftTables(section, name),
    place,
  }));
}

function draftTables(section: Section, mart: string): Placed<MartTable>[] {
  return entriesAt(section, "marts", mart, "tables").map(({ name, raw, place }) => ({
    name,
    description: textOr(raw.description, ""),
    key: parseNameList(raw.key).map((column) => column.toLowerCase()),
    columns: Object.entries(plainMap(raw.columns)).map(([column, value]) => ({
      name: column,
      ...columnOf(value),
    })),
    leastRows: typeof raw.least_rows === "number" ? raw.least_rows : 1,
    publish: raw.publish === true,
    place,
  }));
}

function columnOf(value: unknown): Omit<MartColumn, "name"> {
  if (typeof value === "string") return { type: value as MartColumn["type"], description: "" };
  const { type, description } = plainMap(value);
  return { type: String(type) as MartColumn["type"], description: textOr(description, "") };
}
