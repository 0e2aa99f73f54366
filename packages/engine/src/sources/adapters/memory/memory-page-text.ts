import type { FieldDescription } from "../../domain/field-type.ts";
import type { MemoryRow } from "./memory-row.ts";

type Value = MemoryRow[string] | undefined;

/** A page of Bulk API 2.0: header row, everything quoted, null = `""`, lines end in LF, times in `.000Z`. */
export function csvPage(fields: readonly FieldDescription[], rows: readonly MemoryRow[]): string {
  const lines = [fields.map(({ name }) => name)];
  for (const row of rows)
    lines.push(fields.map(({ name, type }) => String(isoTime(type, row[name]) ?? "")));
  return lines.map((cells) => `${cells.map(quoted).join(",")}\n`).join("");
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

/** The records of a REST query: each with its attributes, times in `.000+0000`. */
export function jsonPage(
  object: string,
  fields: readonly FieldDescription[],
  rows: readonly MemoryRow[],
): string {
  return JSON.stringify(
    rows.map((row) => ({
      attributes: { type: object, url: `/services/data/v62.0/sobjects/${object}/${row.Id}` },
      ...Object.fromEntries(fields.map(({ name, type }) => [name, restValue(type, row[name])])),
    })),
  );
}

function restValue(type: string, value: Value): Value {
  const plain = isoTime(type, value);
  return type === "datetime" && typeof plain === "string" ? plain.replace(/Z$/, "+0000") : plain;
}

/** Times as ISO text with milliseconds, UTC; everything else as it is. */
function isoTime(type: string, value: Value): Exclude<Value, Date | undefined> {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return isoText(type, value);
  return type === "datetime" ? isoText(type, new Date(String(value))) : value;
}

function isoText(type: string, at: Date): string {
  return type === "date" ? at.toISOString().slice(0, 10) : at.toISOString();
}
