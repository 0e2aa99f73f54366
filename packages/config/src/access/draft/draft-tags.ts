import { below, keyBelow } from "../../source/place.ts";
import { plainMap, textMap } from "../../source/raw-value.ts";
import { parseNameList } from "../../values/name-list.ts";
import type { TaggedResource } from "../types.ts";
import { parseResourceName } from "../values/resource-name.ts";
import type { AssignmentDraft, TagKeyDraft } from "./access-draft.ts";
import { type AccessEntry, type AccessReader, accessEntries } from "./access-reader.ts";
import { neededColumns } from "./draft-columns.ts";

/** Sensitivity of a column: the values of the tag that every table has. */
export const sensitivities = ["personal", "internal", "public", "unclassified"] as const;

/** Tag keys by name, lower case as Lake Formation keeps them. */
export function draftTags({ section }: AccessReader): Map<string, TagKeyDraft> {
  const path = ["access", "tags"];
  const declared = Object.entries(plainMap(plainMap(section.value.access).tags));
  const tags = declared.map(([name, values]): [string, TagKeyDraft] => {
    const key = name.toLowerCase();
    const place = { section, path: [...path, name], aim: { key: true } };
    return [key, { key, values: parseNameList(values).map((value) => value.toLowerCase()), place }];
  });
  const place = { section, path: ["access"], aim: { key: true } };
  const own: TagKeyDraft = { key: "sensitivity", values: sensitivities, place };
  return new Map([["sensitivity", own], ...tags]);
}

/** Every assignment, one for each key. */
export function draftAssignments(reader: AccessReader): AssignmentDraft[] {
  return accessEntries(reader, "assign").flatMap((entry) => {
    const resource = taggedResource(entry, reader);
    if (resource === undefined) return [];
    return Object.entries(textMap(entry.raw.tags)).map(([key, value]) => ({
      resource,
      key: key.toLowerCase(),
      value: value.trim().toLowerCase(),
      place: below(entry.place, "tags", key),
    }));
  });
}

function taggedResource(entry: AccessEntry, reader: AccessReader): TaggedResource | undefined {
  const { raw, place } = entry;
  const { faults } = reader;
  const resource = parseResourceName(raw.on);
  if (resource === undefined) return undefined;
  if (resource.kind === "all_tables") {
    const hint = `write ${resource.database}: its tables inherit from it`;
    const message = "tags are set on a database, a table or columns, not on a wildcard";
    faults.push({ code: "LW1616", place: below(place, "on"), message, hint });
    return undefined;
  }
  if (raw.columns === undefined) return resource;
  if (resource.kind === "database") {
    const message = "columns belong to a table, not to a database";
    const hint = "write on: <database>.<table>";
    faults.push({ code: "LW1616", place: keyBelow(place, "columns"), message, hint });
    return undefined;
  }
  const { database, table } = resource;
  const columns = neededColumns(entry, "columns", reader);
  return columns && { kind: "columns", database, table, columns };
}
