import { isNotApplicable } from "../../values/flag.ts";
import type { Parsed } from "../../values/value-check.ts";

/** AppFlow's schedule offset goes up to ten hours. */
export const maxOverlapSeconds = 36_000;

/** Longer than most transactions and batches take from a record's stamp to their commit. */
const defaultOverlapSeconds = 1800;

const secondsPerUnit = { second: 1, minute: 60, hour: 3600 } as const;
const form = /^(\d{1,9})\s*(second|minute|hour)s?$/i;

/** `15 minutes` and the like in seconds; `0` and `na` are 0. */
export function parseOverlap(value: unknown): Parsed<number> {
  if (value === undefined) return { value: defaultOverlapSeconds };
  if (isNotApplicable(value) || Number(value) === 0) return { value: 0 };
  const [, count, unit] = form.exec(String(value).trim()) ?? [];
  if (count === undefined || unit === undefined) {
    const hint = "write a number and a unit, such as 15 minutes, 90 seconds or 1 hour";
    return { problem: { code: "LW1414", message: "must be a duration", hint } };
  }
  const key = unit.toLowerCase() as keyof typeof secondsPerUnit;
  const seconds = Number(count) * secondsPerUnit[key];
  if (seconds <= maxOverlapSeconds) return { value: seconds };
  const message = "is longer than AppFlow's schedule offset allows";
  return { problem: { code: "LW1414", message, hint: "at most 10 hours (36000 seconds)" } };
}
