import { expect, test } from "vitest";
import { progressLine } from "./run-progress.ts";

const progress = {
  flow: "gtm-dev-crm-Account",
  phase: "extract",
  rows: 12_000,
  bytes: 3_100_000,
  expectedRows: 50_000,
} as const;

test("while rows come, the line tells how many, of how many, how fast and how much", () => {
  const line = progressLine(progress, "Account", 3000);
  expect(line).toBe("Account  extract  12,000 of 50,000 rows  4,000 rows/s  3.1 MB");
});

test("what is not known is left out", () => {
  expect(progressLine({ ...progress, expectedRows: undefined }, "Account", 3000)).toContain(
    "12,000 rows",
  );
  expect(progressLine({ ...progress, phase: "merge", rows: 0 }, "Account", 3000)).toBe(
    "Account  merge",
  );
});
