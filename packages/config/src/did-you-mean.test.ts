import { expect, test } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

const known = ["salesforce", "s3", "incremental_load", "dev", "prod"];

test.each([
  ["salesfroce", "salesforce"],
  ["Salesforce", "salesforce"],
  ["incremental-load", "incremental_load"],
  ["incremantal_load", "incremental_load"],
  ["prd", "prod"],
  ["dve", "dev"],
])("%s is near %s", (wrong, near) => {
  expect(didYouMean(wrong, known)).toBe(`did you mean "${near}"?`);
});

test.each(["colour", "x", "", "a".repeat(5_000_000)])("nothing is near %.10s", (wrong) => {
  expect(didYouMean(wrong, known)).toBeUndefined();
});
