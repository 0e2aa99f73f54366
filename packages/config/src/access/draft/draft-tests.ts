import { keyBelow } from "../../source/place.ts";
import type { AccessExpectation } from "../types.ts";
import { parseResourceName } from "../values/resource-name.ts";
import type { TestDraft } from "./access-draft.ts";
import { type AccessEntry, type AccessReader, accessEntries } from "./access-reader.ts";
import { columnNames } from "./draft-columns.ts";
import { draftRows } from "./draft-rows.ts";

/** Every access test that could be understood. */
export function draftTests(reader: AccessReader): TestDraft[] {
  return accessEntries(reader, "tests").flatMap((entry) => {
    const { raw, place } = entry;
    const resource = parseResourceName(raw.on);
    const expects = draftExpectation(entry, reader);
    if (resource?.kind !== "table" || expects === undefined || raw.as === undefined) return [];
    const { database, table } = resource;
    return [{ name: String(raw.name), as: String(raw.as).trim(), database, table, expects, place }];
  });
}

const details = ["columns", "hides", "rows"];

function draftExpectation(entry: AccessEntry, reader: AccessReader): AccessExpectation | undefined {
  const { raw, place } = entry;
  const detail = details.find((key) => raw[key] !== undefined);
  if (raw.expects === "denied") {
    if (detail === undefined) return { kind: "denied" };
    const message = `${detail} does not go with expects: denied`;
    const hint = "a denied role sees no columns and no rows";
    reader.faults.push({ code: "LW1616", place: keyBelow(place, detail), message, hint });
    return undefined;
  }
  if (detail === undefined && raw.expects === undefined) {
    const hint = "add expects: denied, or columns, hides or rows";
    reader.faults.push({ code: "LW1616", place, message: "the test expects nothing", hint });
    return undefined;
  }
  const rows = raw.rows === undefined ? undefined : draftRows(entry, reader);
  if (raw.rows !== undefined && rows === undefined) return undefined;
  return {
    kind: "allowed",
    columns: raw.columns === undefined ? undefined : columnNames(raw.columns),
    hides: columnNames(raw.hides),
    rows: rows?.rows,
    rowsText: rows === undefined || rows.rows === "all" ? undefined : rows.text,
  };
}
