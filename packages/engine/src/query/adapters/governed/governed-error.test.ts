import { expect, test } from "vitest";
import { governedError, isFatal } from "./governed-error.ts";

const file = "/lake/s3/gtm-dev-raw/crm/part-0.data";
const told = (message: string) => governedError(message, [file]).message;

test("a role is told its own mistakes in full", () => {
  const mistake = 'Binder Error: Referenced column "nope" not found in FROM clause!';
  expect(told(`${mistake}\n\nLINE 1: SELECT nope\n`)).toBe(mistake);
  expect(isFatal(mistake)).toBe(false);
});

test("a column that is not there for the role leads to the list of those that are", () => {
  const missing = 'Binder Error: Referenced column "phone" not found in FROM clause!';
  expect(governedError(missing, [file]).hint).toContain("query --tables --as ROLE");
  const mistake = "Conversion Error: Could not convert string 'a' to INT32";
  expect(governedError(mistake, [file]).hint).toBe("correct the statement");
});

test.each([
  `IO Error: Cannot open file "${file}": No such file`,
  'Permission Error: Cannot access file "/etc/passwd"',
  "INTERNAL Error: Attempted to access index 3 within vector of size 2",
  "Invalid Input Error: No magic bytes found at end of file '/lake/other.parquet'",
  `Conversion Error: failed to cast column "a" while reading file "${file}"`,
])("it is told nothing of files and insides: %s", (message) => {
  expect(told(message)).toBe("the statement was stopped: the engine could not run it");
});
