import { expect, test } from "vitest";
import { isDue, nextStart } from "./due.ts";

const daily = { kind: "rate", value: 1, unit: "days", expression: "rate(1days)" } as const;
const at = (text: string) => new Date(`${text}Z`);

test("a flow that never ran is due, one without a schedule never is", () => {
  expect(isDue(daily, undefined, at("2026-01-01T00:00:00"))).toBe(true);
  expect(isDue(undefined, undefined, at("2026-01-01T00:00:00"))).toBe(false);
});

test("a daily flow is due once each UTC day, however late it ran the day before", () => {
  const last = at("2026-01-01T06:00:01");
  expect(isDue(daily, last, at("2026-01-01T23:59:59"))).toBe(false);
  expect(isDue(daily, last, at("2026-01-02T00:00:00"))).toBe(true);
});

test.each([
  ["cron(0 6 * * ? *)", "2026-01-01T06:00:00", "2026-01-02T06:00:00"],
  ["cron(30 5 ? * MON *)", "2026-01-01T00:00:00", "2026-01-05T05:30:00"],
  // AWS counts weekdays from 1 = Sunday: 2026-01-04 is one.
  ["cron(0 0 ? * 1 *)", "2026-01-01T00:00:00", "2026-01-04T00:00:00"],
  ["cron(0/15 * * * ? *)", "2026-01-01T00:00:00", "2026-01-01T00:15:00"],
])("%s after %s fires at %s", (expression, last, next) => {
  expect(nextStart({ kind: "cron", expression }, at(last))).toEqual(at(next));
});
