import type { EltRun } from "@lakewright/engine";
import { expect, test } from "vitest";
import { eltLines } from "./elt-lines.ts";

const result: EltRun["results"][number] = {
  project: "gtm",
  id: "model.gtm.hub_account",
  kind: "model",
  name: "hub_account",
  status: "ok",
  ms: 10,
  message: "",
  relation: "raw_dv.hub_account",
  inputs: [],
  downstream: [],
};

const run: EltRun = {
  status: "published",
  loadId: "elt-1",
  results: [result, { ...result, kind: "test" }],
  failure: undefined,
  tables: 1,
  beginMs: 12,
  dbtMs: 900,
  notFollowed: [],
  withdrawn: [],
};

test("a published build says how much was built and tested, and what its beginning cost", () => {
  expect(eltLines(run, 1000)).toEqual([
    "published: 1 model and 1 test in 1.0 s, 1 table registered",
    "preparing the next state took 0.0 s; dbt took 0.9 s",
  ]);
});

test("a published build says which columns are closed because nobody can tell what they are made of", () => {
  const notFollowed = ["raw_dv.x.y: PIVOT is not followed"];
  expect(eltLines({ ...run, notFollowed }, 1000)[1]).toBe(
    "closed, since it cannot be followed: raw_dv.x.y: PIVOT is not followed",
  );
});

test("a published build says what readers do not see any more", () => {
  expect(eltLines({ ...run, withdrawn: ["mart_a.b"] }, 1000)[1]).toBe(
    "withdrawn, since no model makes it any more: mart_a.b",
  );
});

test("a build that is stopped by a column names the column", () => {
  const failed = [
    { kind: "column" as const, name: "mart_a.b.c", message: "LW2035 personal data reaches a mart" },
  ];
  const failure = {
    loadId: "elt-1",
    project: "gtm",
    owner: "gtm-data",
    failed,
    downstream: ["b"],
    file: "/state/warehouse/elt-1/warehouse.duckdb",
    said: "",
  };
  expect(eltLines({ ...run, status: "failed", failure }, 1000)[1]).toBe(
    "  column mart_a.b.c: LW2035 personal data reaches a mart",
  );
});

test("a stopped build names what failed, what hangs on it, and where to look", () => {
  const failure = {
    loadId: "elt-1",
    project: "gtm",
    owner: "gtm-data",
    failed: [
      { kind: "test" as const, name: "unique_hub", message: "Got 1 result,\n  configured to fail" },
    ],
    downstream: ["accounts", "sat_account_crm"],
    file: "/state/warehouse/elt-1/warehouse.duckdb",
    said: "",
  };
  expect(eltLines({ ...run, status: "failed", failure }, 1000).slice(0, 4)).toEqual([
    "not published: project gtm (gtm-data) has 1 failure; readers keep the previous state",
    "  test unique_hub: Got 1 result, configured to fail",
    "  downstream: accounts, sat_account_crm",
    "  inspect: /state/warehouse/elt-1/warehouse.duckdb",
  ]);
});

test("a build that fails before any model says what dbt said, and counts no failures", () => {
  const failure = {
    loadId: "elt-1",
    project: "gtm",
    owner: "gtm-data",
    failed: [],
    downstream: [],
    file: "/state/warehouse/elt-1/warehouse.duckdb",
    said: "Compilation Error",
  };
  expect(eltLines({ ...run, status: "failed", failure }, 1000).slice(0, 2)).toEqual([
    "not published: project gtm (gtm-data) could not be built; readers keep the previous state",
    "  Compilation Error",
  ]);
});
