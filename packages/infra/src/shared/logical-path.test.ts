import { expect, test } from "vitest";
import { liesWithin, logicalPath } from "./logical-path.ts";

test.each([
  ["data_lake", "data-lake-zones/raw/Resource", "data_lake/zones/raw"],
  ["data_lake", "data-lake-zones/raw/Policy/Resource", "data_lake/zones/raw/Policy"],
  ["data_lake", "data-lake-flows-00/Always", "data_lake/flows-00/Always"],
  ["core", "/core-foundation/DataKey/Resource", "core/foundation/DataKey"],
  ["core", "other-stack/topic/Default", "core/other-stack/topic"],
  ["core", "", "core"],
])("in %s, %s is called %s", (app, constructPath, path) => {
  expect(logicalPath(app, constructPath)).toBe(path);
});

test("a path lies within itself and what it begins with, segment by segment", () => {
  expect(liesWithin("core/foundation/DataKey", "core/foundation")).toBe(true);
  expect(liesWithin("core/foundation", "core/foundation")).toBe(true);
  expect(liesWithin("core/foundation-2", "core/foundation")).toBe(false);
});
