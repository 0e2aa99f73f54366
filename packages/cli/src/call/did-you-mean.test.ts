import { expect, test } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

const names = ["validate", "run", "query", "status"];

test.each([
  ["staus", "status"],
  ["Validate", "validate"],
  ["qurey", "query"],
  ["rn", "run"],
])("%s is taken for %s", (wrong, right) => {
  expect(didYouMean(wrong, names)).toBe(`did you mean "${right}"?`);
});

test("what is near nothing gets no suggestion", () => {
  expect(didYouMean("deploy", names)).toBeUndefined();
});
