import type { Schedule } from "@lakewright/config";
import { expect, test } from "vitest";
import { ageLimits, freshnessLine, sourceFreshness } from "./source-freshness.ts";

const limits = { warnAfterHours: 36, errorAfterHours: 72, onStale: "warn" } as const;
const rate = (value: number, unit: "minutes" | "hours" | "days" | "weeks"): Schedule => ({
  kind: "rate",
  value,
  unit,
  expression: `rate(${value}${unit})`,
});
const cron = (expression: string): Schedule => ({
  kind: "cron",
  expression: `cron(${expression})`,
});

test("a table that is loaded more seldom than daily may be that much older", () => {
  const both = (schedule: Schedule) => Object.values(ageLimits(limits, schedule) ?? {});
  expect(both(rate(5, "minutes"))).toEqual([36, 72]);
  expect(both(rate(1, "days"))).toEqual([36, 72]);
  expect(both(rate(1, "weeks"))).toEqual([36 + 144, 72 + 144]);
  expect(both(cron("0 5 ? * MON *"))).toEqual([36 + 144, 72 + 144]);
  expect(both(cron("0 6 ? * MON-FRI *"))).toEqual([36 + 48, 72 + 48]);
  expect(both(cron("0 6 * * ? *"))).toEqual([36, 72]);
  expect(both(cron("0 6 1 1 ? *"))).toEqual([36 + 365 * 24, 72 + 365 * 24]);
  expect(ageLimits(limits, undefined)).toBeUndefined();
});

const feed = {
  table: "crm.account",
  flow: "gtm-dev-crm-Account",
  schedule: rate(1, "days"),
  loadedTo: new Date("2026-01-12T23:00:00Z"),
};

test("its age counts from the beginning of the load date, and a limit itself is not beyond it", () => {
  const status = (now: string) => sourceFreshness(feed, limits, new Date(now))?.status;
  expect(status("2026-01-13T12:00:00.000Z")).toBe("fresh");
  expect(status("2026-01-13T12:00:00.001Z")).toBe("late");
  expect(status("2026-01-15T00:00:00.000Z")).toBe("late");
  expect(status("2026-01-15T00:00:00.001Z")).toBe("stale");
});

test("a stale table is named with its flow and the day of its last load", () => {
  const found = sourceFreshness(feed, limits, new Date("2026-01-16T00:00:00Z"));
  expect(found && freshnessLine(found)).toBe(
    "crm.account is stale: flow gtm-dev-crm-Account last loaded it on 2026-01-12, more than 72 hours ago",
  );
});
