import { keyBelow } from "../../source/place.ts";
import { parseNameList } from "../../values/name-list.ts";
import type { ColumnSelection } from "../types.ts";
import type { AccessEntry, AccessReader } from "./access-reader.ts";

/** Column names as the catalog has them. */
export function columnNames(value: unknown): readonly string[] {
  return parseNameList(value).map((name) => name.toLowerCase());
}

/** The column names of a key; undefined (and a fault) where it names none. */
export function neededColumns(
  { raw, place }: AccessEntry,
  key: "columns" | "except",
  { faults }: AccessReader,
): readonly string[] | undefined {
  const names = columnNames(raw[key]);
  if (names.length > 0) return names;
  faults.push({
    code: "LW1616",
    place: keyBelow(place, key),
    message: `${key} names no column`,
    hint: "name columns, or leave the key out for all",
  });
  return undefined;
}

/** `columns`, `except` or neither; undefined (and a fault) for both, or for a list that chooses nothing. */
export function draftColumns(
  entry: AccessEntry,
  reader: AccessReader,
): ColumnSelection | undefined {
  const { raw, place } = entry;
  if (raw.columns !== undefined && raw.except !== undefined) {
    const message = "columns and except cannot be combined";
    const hint = "list the columns that are open, or those that are not";
    reader.faults.push({ code: "LW1616", place: keyBelow(place, "except"), message, hint });
    return undefined;
  }
  const key = raw.columns === undefined ? "except" : "columns";
  if (raw[key] === undefined) return { kind: "all" };
  const names = neededColumns(entry, key, reader);
  if (names === undefined) return undefined;
  return key === "columns" ? { kind: "include", names } : { kind: "exclude", names };
}
