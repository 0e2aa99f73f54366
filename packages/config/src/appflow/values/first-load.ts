import { parseDay } from "../../values/day.ts";
import { isNotApplicable } from "../../values/flag.ts";
import type { Parsed } from "../../values/value-check.ts";

/** `full`, `na` and absence read everything; a date reads changes since its UTC midnight. */
export function parseFirstLoad(value: unknown): Parsed<"full" | Date> {
  if (value === undefined || isNotApplicable(value)) return { value: "full" };
  if (String(value).trim().toLowerCase() === "full") return { value: "full" };
  const day = parseDay(value);
  if ("value" in day) return day;
  const message = "must be full or a date";
  return { problem: { code: "LW1103", message, hint: "write full, or a day such as 2024-01-31" } };
}
