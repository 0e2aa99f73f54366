import { afterAll, beforeAll, expect, test } from "vitest";
import { governedQuery } from "../../src/query/adapters/governed/governed-query.ts";
import { type CodedLake, codedLake } from "./coded-lake.ts";
import { compareFunctions } from "./functions-over-values.ts";

let coded: CodedLake;
beforeAll(async () => {
  coded = await codedLake();
});
afterAll(() => coded.remove());

test.each([
  ["lake", 6_500],
  ["warehouse", 18_000],
  ["columns", 5_000],
] as const)(
  "over %s, every allowed function answers from visible values alone, whatever its column's type",
  async (place, atLeast) => {
    const role = await governedQuery({ hashKey: "a key", childFile: coded.childFile });
    expect(await compareFunctions({ coded, place, role })).toBeGreaterThan(atLeast);
    await role.close();
  },
);
