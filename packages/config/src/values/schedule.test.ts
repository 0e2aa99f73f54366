import { expect, test } from "vitest";
import { parseSchedule } from "./schedule.ts";

test.each([
  ["rate(1 day)", "rate(1days)"],
  ["rate(1days)", "rate(1days)"],
  ["rate(1day)", "rate(1days)"],
  ["rate(5 minutes)", "rate(5minutes)"],
  ["rate( 60  minutes )", "rate(60minutes)"],
  ["RATE(2 Weeks)", "rate(2weeks)"],
  ["rate(1 month)", "rate(1months)"],
  ["cron(0 6 * * ? *)", "cron(0 6 * * ? *)"],
  ["cron(0/15 8-18 ? * mon-fri *)", "cron(0/15 8-18 ? * MON-FRI *)"],
  ["cron(0 0 L * ? 2026-2030)", "cron(0 0 L * ? 2026-2030)"],
  ["cron(0 9 ? * 2#1 *)", "cron(0 9 ? * 2#1 *)"],
  ["cron(0 6 * * *)", "cron(0 6 * * ? *)"],
  ["cron(0 6 1 */3 *)", "cron(0 6 1 */3 ? *)"],
  ["cron(30 5 * * 1-5)", "cron(30 5 ? * MON,TUE,WED,THU,FRI *)"],
  ["cron(30 5 * * 0)", "cron(30 5 ? * SUN *)"],
  ["cron(30 5 * * 7)", "cron(30 5 ? * SUN *)"],
  ["cron(30 5 * * 5-7)", "cron(30 5 ? * SUN,FRI,SAT *)"],
  ["cron(30 5 * * MON,THU)", "cron(30 5 ? * MON,THU *)"],
  ["cron(30 5 * * */2)", "cron(30 5 ? * SUN,TUE,THU,SAT *)"],
])("%s becomes %s", (text, expression) => {
  expect(parseSchedule(text)).toMatchObject({ value: { expression } });
});

test.each([undefined, "na", "NA"])("%s is on demand", (text) => {
  expect(parseSchedule(text)).toEqual({ value: undefined });
});

test.each([
  ["daily", "must be rate(…), cron(…) or na"],
  ["rate 1 day", "must be rate(…), cron(…) or na"],
  ["rate(day)", "has no number and unit in rate(…)"],
  ["rate(1.5 days)", "has no number and unit in rate(…)"],
  ["rate(-1 days)", "has no number and unit in rate(…)"],
  ["rate(0 days)", "must have a number above zero"],
  ["rate(30 seconds)", "is faster than AppFlow's fastest, once per minute"],
  ["rate(1 fortnight)", 'has an unknown unit "fortnight"'],
  ["cron(0 6 * *)", "has 4 cron fields instead of 6 (or 5)"],
  ["cron()", "has 1 cron fields instead of 6 (or 5)"],
  ["cron(60 6 * * ? *)", 'has a bad minute field "60"'],
  ["cron(0 24 * * ? *)", 'has a bad hour field "24"'],
  ["cron(0 6 0 * ? *)", 'has a bad day of month field "0"'],
  ["cron(0 6 * 13 ? *)", 'has a bad month field "13"'],
  ["cron(0 6 ? * 8 *)", 'has a bad day of week field "8"'],
  ["cron(0 6 * * ? 1969)", 'has a bad year field "1969"'],
  ["cron(5-1 6 * * ? *)", 'has a bad minute field "5-1"'],
  ["cron(*/0 6 * * ? *)", 'has a bad minute field "*/0"'],
  ["cron(0 6 * * * *)", "must have ? as exactly one of day of month and day of week"],
  ["cron(0 6 ? * ? *)", "must have ? as exactly one of day of month and day of week"],
  ["cron(0 6 1 * 1)", "restricts both the day of month and the day of week, which AWS cannot"],
])("%s is refused", (text, message) => {
  expect(parseSchedule(text)).toMatchObject({ problem: { code: "LW1408", message } });
});
