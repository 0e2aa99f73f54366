import type { FollowedTables } from "@lakewright/engine";
import { expect, test } from "vitest";
import { columnReaders, columnTree } from "./column-tree.ts";

const carries = { derivedFrom: [], unknown: undefined };
const from = (relation: string, column: string, isMasked = false) => ({
  relation,
  column,
  through: [],
  isMasked,
});

test("a column stands above all that it is made of, with what each carries and where it is masked", () => {
  const tables: FollowedTables = new Map([
    ["crm_ext.x", new Map([["n", { ...carries, sensitivity: "personal", sources: [] }]])],
    [
      "dv.sat",
      new Map([["n", { ...carries, sensitivity: "personal", sources: [from("crm_ext.x", "n")] }]]),
    ],
    [
      "mart.a",
      new Map([
        [
          "i",
          {
            ...carries,
            sensitivity: "internal",
            sources: [from("dv.sat", "n", true), from("dv.sat", "n", true)],
          },
        ],
      ]),
    ],
  ]);
  expect(columnTree(tables, "mart.a", "i")).toEqual([
    "mart.a.i  internal",
    "  dv.sat.n  personal, masked on its way",
    "    crm_ext.x.n  personal",
  ]);
  expect(Object.fromEntries(columnReaders(tables))).toEqual({
    "crm_ext.x.n": ["dv.sat.n"],
    "dv.sat.n": ["mart.a.i"],
  });
});

test("a column that cannot be followed says why", () => {
  const column = { ...carries, sensitivity: "unclassified", sources: [], unknown: "PIVOT" };
  const tables: FollowedTables = new Map([["m.t", new Map([["c", column]])]]);
  expect(columnTree(tables, "m.t", "c")).toEqual(["m.t.c  unclassified, not followed: PIVOT"]);
});
