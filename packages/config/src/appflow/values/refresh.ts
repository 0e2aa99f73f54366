import { parseSchedule, type Schedule } from "../../values/schedule.ts";
import type { Parsed } from "../../values/value-check.ts";

const words: Readonly<Record<string, string>> = { daily: "rate(1 day)", weekly: "rate(1 week)" };

/** `daily`, `weekly`, or what `schedule_expression` takes; `na` and absence = never. */
export function parseRefresh(value: unknown): Parsed<Schedule | undefined> {
  const word = String(value).trim().toLowerCase();
  const parsed = parseSchedule(Object.hasOwn(words, word) ? words[word] : value);
  if (!("problem" in parsed)) return parsed;
  const { code, message, hint } = parsed.problem;
  if (!message.startsWith("must be")) return parsed;
  return {
    problem: {
      code,
      message: "must be daily, weekly, cron(…), rate(…) or na",
      hint: hint && "write daily, weekly, or cron(0 6 ? * MON *) in UTC",
    },
  };
}
