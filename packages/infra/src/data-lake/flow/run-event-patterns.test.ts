import { expect, test } from "vitest";
import { runEventPatterns } from "./run-event-patterns.ts";

const names = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => String(index).padStart(length, "f"));

test("the end of a run is matched by the flow's name, not by resources, which are opaque", () => {
  expect(runEventPatterns(["b", "a"])).toEqual([
    {
      source: ["aws.appflow"],
      "detail-type": ["AppFlow End Flow Run Report"],
      detail: { "flow-name": ["a", "b"] },
    },
  ]);
});

test.each([40, 60, 255])("patterns of names of %i characters stay within 2,048", (length) => {
  const all = names(100, length);
  const patterns = runEventPatterns(all);
  for (const pattern of patterns) expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(2048);
  expect(patterns.flatMap(({ detail }) => detail["flow-name"])).toEqual([...all].sort());
});

test("the order of the flows does not change the patterns", () => {
  const all = names(80, 50);
  expect(runEventPatterns([...all].reverse())).toEqual(runEventPatterns(all));
});

test("no flows, no pattern: an empty list would be refused", () => {
  expect(runEventPatterns([])).toEqual([]);
});
