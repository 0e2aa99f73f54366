import { expect, test } from "vitest";
import { parseRefresh } from "./refresh.ts";

test.each([
  ["daily", "rate(1days)"],
  ["Weekly ", "rate(1weeks)"],
  ["rate(2 days)", "rate(2days)"],
  ["cron(0 6 ? * MON *)", "cron(0 6 ? * MON *)"],
  ["na", undefined],
  [undefined, undefined],
])("%s is %s", (value, expression) => {
  const parsed = parseRefresh(value);
  expect("value" in parsed && parsed.value?.expression).toBe(expression);
});

test.each(["monthly", "1 day", "constructor", "", 7])(
  "%s is refused, with the words there are",
  (value) => {
    expect(parseRefresh(value)).toMatchObject({
      problem: { code: "LW1408", message: "must be daily, weekly, cron(…), rate(…) or na" },
    });
  },
);

test("what is wrong inside an expression is told as in schedule_expression", () => {
  expect(parseRefresh("rate(5 parsecs)")).toMatchObject({
    problem: { message: 'has an unknown unit "parsecs"' },
  });
});
