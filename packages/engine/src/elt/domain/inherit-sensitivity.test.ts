import { expect, test } from "vitest";
import type { FollowedColumn, FollowedTables } from "./followed-column.ts";
import { inheritSensitivity } from "./inherit-sensitivity.ts";

const carries = (sensitivity: string, ...derivedFrom: string[]): FollowedColumn => ({
  sensitivity,
  derivedFrom,
  sources: [],
  unknown: undefined,
});

/** A column after a build over earlier rows, where `crm.contact.email` is classified so today. */
function after(now: FollowedColumn, before: FollowedColumn, email: string) {
  const lake: FollowedTables = new Map([
    ["crm_ext.contact", new Map([["email", carries(email, "crm.contact.email")]])],
  ]);
  return inheritSensitivity(new Map([["c", now]]), new Map([["c", before]]), lake).get("c");
}

const personal = carries("personal", "crm.contact.email");

test("a column whose SQL does not take what is personal any more still holds rows that do", () => {
  expect(after(carries("internal"), personal, "personal")).toMatchObject({
    sensitivity: "personal",
    derivedFrom: ["crm.contact.email"],
    unknown: expect.stringContaining("--full"),
  });
});

test("a column of the lake that the steward has opened since opens what is made of it", () => {
  const opened = carries("internal", "crm.contact.email");
  expect(after(opened, personal, "internal")).toEqual(opened);
});

test("what was closed for an unknown reason stays closed", () => {
  expect(after(carries("internal"), carries("unclassified"), "internal")?.sensitivity).toBe(
    "unclassified",
  );
});

test("a column that is new in the table holds no earlier rows", () => {
  const table = new Map([["d", carries("internal")]]);
  const before = new Map([["c", personal]]);
  expect(inheritSensitivity(table, before, new Map()).get("d")).toEqual(carries("internal"));
});
