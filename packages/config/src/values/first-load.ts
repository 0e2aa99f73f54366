import { isNotApplicable } from "./flag.ts";
import type { Parsed } from "./value-check.ts";

/** `full`, `na` and absence read everything; a date reads changes since its UTC midnight. */
export function parseFirstLoad(value: unknown): Parsed<"full" | Date> {
  if (value === undefined || isNotApplicable(value)) return { value: "full" };
  const text = String(value).trim();
  if (text.toLowerCase() === "full") return { value: "full" };
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // JavaScript makes March 2 of February 30: only a date that reads back the same exists.
  if (date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) {
    return { value: date };
  }
  const message = "must be full or a date";
  return { problem: { code: "LW1103", message, hint: "write full, or a day such as 2024-01-31" } };
}
