import { parseResourceName } from "../values/resource-name.ts";
import type { FilterDraft } from "./access-draft.ts";
import { type AccessEntry, type AccessReader, accessEntries } from "./access-reader.ts";
import { draftColumns } from "./draft-columns.ts";
import { draftRows } from "./draft-rows.ts";

/** Every filter that could be understood, by name. */
export function draftFilters(reader: AccessReader): Map<string, FilterDraft> {
  const drafts = accessEntries(reader, "filters").flatMap((entry) => draftFilter(entry, reader));
  return new Map(drafts.map((filter) => [filter.name, filter]));
}

function draftFilter(entry: AccessEntry, reader: AccessReader): FilterDraft[] {
  const { name, raw, place } = entry;
  if (raw.rows === undefined) return []; // missing: already reported by the schema
  const resource = parseResourceName(raw.on);
  const columns = draftColumns(entry, reader);
  const rows = draftRows(entry, reader);
  if (resource?.kind !== "table" || columns === undefined || rows === undefined) return [];
  const { database, table } = resource;
  const expression = rows.rows === "all" ? undefined : rows.rows;
  const rowsText = rows.rows === "all" ? undefined : rows.text;
  return [{ name, database, table, rows: expression, rowsText, columns, place }];
}
