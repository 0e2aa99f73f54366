import { expect, test } from "vitest";
import { anyDeployed } from "../../test/any-deployed.ts";
import { dailySchedule, hourLater } from "./daily-schedule.ts";

test.each([
  ["cron(0 4 ? * MON-FRI *)", "cron(0 5 ? * MON-FRI *)"],
  ["cron(30 23 * * ? *)", "cron(30 23 * * ? *)"],
  ["cron(0 4,12 * * ? *)", "cron(0 4,12 * * ? *)"],
])("an hour after %s is %s", (expression, later) => {
  expect(hourLater(expression)).toBe(later);
});

test("a warehouse that never sleeps is asked in the morning", () => {
  expect(dailySchedule(anyDeployed())).toBe("cron(0 6 * * ? *)");
});
