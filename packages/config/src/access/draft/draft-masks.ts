import { keyBelow } from "../../source/place.ts";
import { parseNameList } from "../../values/name-list.ts";
import type { Mask } from "../types.ts";
import { parseResourceName } from "../values/resource-name.ts";
import type { MaskDraft } from "./access-draft.ts";
import { type AccessEntry, type AccessReader, accessEntries } from "./access-reader.ts";
import { columnNames } from "./draft-columns.ts";

/** Every mask that could be understood, one for each column. */
export function draftMasks(reader: AccessReader): MaskDraft[] {
  return accessEntries(reader, "masks").flatMap((entry) => {
    const { raw, place } = entry;
    const resource = parseResourceName(raw.on);
    const replacement = draftReplacement(entry, reader);
    if (replacement === undefined) return [];
    if (resource?.kind !== "table") {
      const message = "a mask needs a table";
      const hint = "write on: <database>.<table>";
      reader.faults.push({ code: "LW1616", place: keyBelow(place, "on"), message, hint });
      return [];
    }
    const { database, table } = resource;
    const roles = parseNameList(raw.for);
    return columnNames(raw.columns).map((column) => {
      return { database, table, column, roles, as: replacement, place };
    });
  });
}

function draftReplacement(
  { raw, place }: AccessEntry,
  { faults }: AccessReader,
): Mask["as"] | undefined {
  const isConstant = raw.as === "constant";
  if (isConstant === (raw.value !== undefined)) {
    return isConstant ? { kind: "constant", value: String(raw.value) } : { kind: "hash" };
  }
  const message = isConstant ? "the constant has no value" : "value does not go with as: hash";
  const hint = isConstant ? 'add value: "…"' : "remove it, or write as: constant";
  faults.push({
    code: "LW1616",
    place: keyBelow(place, isConstant ? "as" : "value"),
    message,
    hint,
  });
  return undefined;
}
