import { expect, test } from "vitest";
import { parseZoneAge } from "./zone-age.ts";

test.each([
  ["180 days", 180],
  ["1 day", 1],
  ["2weeks", 14],
  ["6 Months", 180],
  ["7 years", 2555],
  ["na", undefined],
  [undefined, undefined],
])("%s is %s days", (text, days) => {
  expect(parseZoneAge(text)).toEqual({ value: days });
});

test.each([180, "180", "0 days", "101 years", "soon", "1.5 years", "-3 days"])(
  "%s is refused",
  (text) => {
    expect(parseZoneAge(text)).toMatchObject({ problem: { code: "LW1251" } });
  },
);
