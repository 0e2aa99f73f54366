import { expect, test } from "vitest";
import { type FollowedColumn, type FollowedTables, notFollowed } from "./followed-column.ts";
import { martFindings } from "./mart-findings.ts";

const column = (
  sensitivity: string,
  ...from: [relation: string, column: string][]
): FollowedColumn => ({
  sensitivity,
  derivedFrom: [],
  sources: from.map(([relation, name]) => ({
    relation,
    column: name,
    through: [],
    isMasked: false,
  })),
  unknown: undefined,
});

const tables: FollowedTables = new Map([
  [
    "crm_ext.contact",
    new Map([
      ["email", column("personal")],
      ["id", column("internal")],
    ]),
  ],
  ["dv.sat", new Map([["mail", column("personal", ["crm_ext.contact", "email"])]])],
  [
    "mart.people",
    new Map([
      ["address", column("personal", ["crm_ext.contact", "id"], ["dv.sat", "mail"])],
      ["id", column("internal", ["crm_ext.contact", "id"])],
      ["odd", notFollowed("PIVOT is not followed")],
    ]),
  ],
]);

const at = { file: "access.yaml", line: 1, column: 1 };
const exception = {
  finding: "personal_in_mart",
  on: "mart.people.address",
  owner: "cdo",
  reason: "Invitations",
  expires: new Date("2027-01-01"),
  at,
};

const found = (exceptions: (typeof exception)[] = []) =>
  martFindings(tables, new Set(["mart"]), exceptions);

test("a personal column of a mart is found, with its way back to the lake and what to do", () => {
  expect(found()[0]).toMatchObject({
    on: "mart.people.address",
    message: expect.stringMatching(
      /^LW2035 personal .*made of dv.sat.mail, which is made of crm_ext.contact.email; put it through a masking function/,
    ),
    accepted: undefined,
  });
});

test("a column that cannot be followed is found with the reason", () => {
  expect(found()[1]).toMatchObject({
    on: "mart.people.odd",
    message: expect.stringContaining("mart.people.odd cannot be followed: PIVOT is not followed"),
  });
});

test("nothing else is found: neither open columns nor what stands outside of marts", () => {
  expect(found().map(({ on }) => on)).toEqual(["mart.people.address", "mart.people.odd"]);
});

test("somebody may answer for one column, and for that one alone", () => {
  expect(found([exception]).map(({ accepted }) => accepted?.owner)).toEqual(["cdo", undefined]);
  expect(found([{ ...exception, finding: "widened_access" }])[0]?.accepted).toBeUndefined();
  expect(found([{ ...exception, on: "mart.people" }])[0]?.accepted).toBeUndefined();
});
