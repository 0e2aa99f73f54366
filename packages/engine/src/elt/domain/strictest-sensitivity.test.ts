import { expect, test } from "vitest";
import { strictestSensitivity } from "./strictest-sensitivity.ts";

test.each([
  [["public", "internal"], "internal"],
  [["internal", "personal", "public"], "personal"],
  [["personal", "unclassified"], "unclassified"],
  [["public", "none"], "none"],
  [["health", "internal"], "health"],
  [["health", "personal"], "unclassified"],
  [[], "internal"],
])("%j make %s", (values, strictest) => {
  expect(strictestSensitivity(values)).toBe(strictest);
});
