import { afterAll, beforeAll, expect, test } from "vitest";
import { governedQuery } from "../../src/query/adapters/governed/governed-query.ts";
import { type CodedLake, codedLake } from "./coded-lake.ts";
import { compareFunctions } from "./functions-over-values.ts";

let coded: CodedLake;
beforeAll(async () => {
  coded = await codedLake();
});
afterAll(() => coded.remove());

// Every fiftieth function; the full run takes them all.
test.each(["lake", "warehouse", "columns"] as const)(
  "over %s, functions answer from visible values alone, whatever their column's type",
  async (place) => {
    const role = await governedQuery({ hashKey: "a key", childFile: coded.childFile });
    expect(await compareFunctions({ coded, place, role }, 50)).toBeGreaterThan(100);
    await role.close();
  },
);
