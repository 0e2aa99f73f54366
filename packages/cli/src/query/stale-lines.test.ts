import { expect, test } from "vitest";
import { staleLines } from "./stale-lines.ts";

const record = { loadId: "elt-1", project: "gtm", endedAt: undefined, input: "", message: "" };
const last = { ...record, status: "failed", startedAt: new Date("2026-03-02T04:00:00Z") } as const;
const published = {
  ...last,
  status: "published",
  startedAt: new Date("2026-03-01T04:00:00Z"),
} as const;
const stale = [{ project: "gtm", schemas: ["raw_dv", "mart_out"], last, published }];
const line =
  "stale: the build of ELT project gtm on 2026-03-02 04:00:00 failed; its tables are those of the build on 2026-03-01 04:00:00: lakewright status";

test.each([
  [["mart_out"], [line]],
  [["crm_current", "MART_OUT"], [line]],
  [["mart"], []],
  [["mart_out_new"], []],
  [["crm_current", ""], []],
])("a statement over tables of %j", (schemas, lines) => {
  expect(staleLines(stale, schemas)).toEqual(lines);
});

test("a build that somebody stopped is told as such", () => {
  const cancelled = stale.map((one) => ({
    ...one,
    last: { ...last, status: "cancelled" } as const,
  }));
  expect(staleLines(cancelled, ["mart_out"])[0]).toContain("was cancelled; its tables");
});
