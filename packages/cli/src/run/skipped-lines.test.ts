import { expect, test } from "vitest";
import { skippedLines } from "./skipped-lines.ts";

test("flows that are not due share a line, the others are named by their reason", () => {
  const lines = skippedLines([
    { flow: "a", reason: "not due: ran at 06:00" },
    { flow: "b", reason: "on demand: name it to run it" },
    { flow: "c", reason: "not due: ran at 07:00" },
    { flow: "d", reason: "on demand: name it to run it" },
  ]);
  expect(lines).toEqual([
    "b, d: on demand: name it to run it",
    "2 flows not due yet; name them to run them anyway",
  ]);
});
