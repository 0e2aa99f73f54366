import type { Parsed } from "./value-check.ts";

/** A day such as `2026-12-31` as its UTC midnight. */
export function parseDay(value: unknown): Parsed<Date> {
  const text = String(value).trim();
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // JavaScript makes March 2 of February 30: only a date that reads back the same exists.
  if (date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) {
    return { value: date };
  }
  const hint = "write the last day it holds, such as 2026-12-31";
  return { problem: { code: "LW1103", message: "must be a day", hint } };
}
