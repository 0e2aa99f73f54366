import { expect, test } from "vitest";
import type { LakeRelation } from "../../query/domain/relation.ts";
import { unbuiltLoadDates } from "./unbuilt-load-dates.ts";

const relation = (...runs: [sequence: number, loadDate: string][]): LakeRelation => ({
  schema: "crm_ext",
  name: "account",
  columns: [],
  partitionColumn: "load_date",
  groups: [
    {
      fields: [],
      base: undefined,
      files: runs.map(([sequence, loadDate]) => ({ path: `/${sequence}`, loadDate, sequence })),
    },
  ],
});

test("what is new begins with the first load date of a run that the state does not have", () => {
  const runs = relation([1, "20260301"], [2, "20260302"], [3, "20260302"], [4, "20260303"]);
  expect(unbuiltLoadDates("gtm", [runs], { "gtm/crm.account": 2 })).toEqual({
    "crm.account": "20260302",
  });
  expect(unbuiltLoadDates("gtm", [runs], { "gtm/crm.account": 4 })).toEqual({
    "crm.account": "99999999",
  });
});

test("of a table that the project was never built from nothing is said", () => {
  expect(unbuiltLoadDates("gtm", [relation([1, "20260301"])], { "other/crm.account": 1 })).toEqual(
    {},
  );
});
