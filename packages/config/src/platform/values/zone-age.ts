import { isNotApplicable } from "../../values/flag.ts";
import type { Parsed } from "../../values/value-check.ts";

const daysPerUnit = { day: 1, week: 7, month: 30, year: 365 } as const;
const form = /^(\d{1,6})\s*(day|week|month|year)s?$/i;
const maxDays = 100 * daysPerUnit.year;

/** `180 days`, `7 years` and the like in days (a month is 30, a year 365); `na` = never. */
export function parseZoneAge(value: unknown): Parsed<number | undefined> {
  if (value === undefined || isNotApplicable(value)) return { value: undefined };
  const [, count, unit] = form.exec(String(value).trim()) ?? [];
  const hint = "write a number and a unit, such as 180 days or 7 years; or na for never";
  if (count === undefined || unit === undefined) {
    return { problem: { code: "LW1251", message: "must be a number of days or years", hint } };
  }
  const days = Number(count) * daysPerUnit[unit.toLowerCase() as keyof typeof daysPerUnit];
  if (days >= 1 && days <= maxDays) return { value: days };
  return { problem: { code: "LW1251", message: "must lie between 1 day and 100 years", hint } };
}
