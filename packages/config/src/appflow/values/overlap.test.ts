import { expect, test } from "vitest";
import { parseOverlap } from "./overlap.ts";

test.each([
  [undefined, 1800],
  ["na", 0],
  [0, 0],
  ["0", 0],
  ["90 seconds", 90],
  ["1 second", 1],
  ["15 minutes", 900],
  ["15minutes", 900],
  ["10 Hours", 36_000],
])("%s is %i seconds", (value, seconds) => {
  expect(parseOverlap(value)).toEqual({ value: seconds });
});

test.each([15, "15", "15 parsecs", "minutes", "-1 hour", "1.5 hours", "1 day"])(
  "%s is no duration",
  (value) => {
    expect(parseOverlap(value)).toMatchObject({ problem: { message: "must be a duration" } });
  },
);

test.each(["36001 seconds", "601 minutes", "11 hours"])(
  "%s is longer than AppFlow allows",
  (value) => {
    expect(parseOverlap(value)).toMatchObject({
      problem: { hint: "at most 10 hours (36000 seconds)" },
    });
  },
);
