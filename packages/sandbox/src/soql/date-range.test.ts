import { expect, test } from "vitest";
import { dateRange } from "./date-range.ts";

// A Wednesday.
const NOW = new Date("2024-05-15T12:34:56Z");

test.each([
  ["TODAY", "2024-05-15", "2024-05-16"],
  ["YESTERDAY", "2024-05-14", "2024-05-15"],
  ["TOMORROW", "2024-05-16", "2024-05-17"],
  ["LAST_WEEK", "2024-05-05", "2024-05-12"],
  ["THIS_WEEK", "2024-05-12", "2024-05-19"],
  ["NEXT_WEEK", "2024-05-19", "2024-05-26"],
  ["LAST_MONTH", "2024-04-01", "2024-05-01"],
  ["THIS_MONTH", "2024-05-01", "2024-06-01"],
  ["LAST_90_DAYS", "2024-02-15", "2024-05-16"],
  ["NEXT_90_DAYS", "2024-05-16", "2024-08-14"],
  ["THIS_QUARTER", "2024-04-01", "2024-07-01"],
  ["LAST_FISCAL_QUARTER", "2024-01-01", "2024-04-01"],
  ["LAST_YEAR", "2023-01-01", "2024-01-01"],
  ["THIS_FISCAL_YEAR", "2024-01-01", "2025-01-01"],
  ["LAST_N_DAYS:3", "2024-05-12", "2024-05-16"],
  ["last_n_days:0", "2024-05-15", "2024-05-16"],
  ["NEXT_N_DAYS:2", "2024-05-16", "2024-05-18"],
  ["N_DAYS_AGO:2", "2024-05-13", "2024-05-14"],
  ["LAST_N_WEEKS:2", "2024-04-28", "2024-05-12"],
  ["LAST_N_MONTHS:6", "2023-11-01", "2024-05-01"],
  ["N_MONTHS_AGO:5", "2023-12-01", "2024-01-01"],
  ["NEXT_N_QUARTERS:1", "2024-07-01", "2024-10-01"],
  ["LAST_N_YEARS:2", "2022-01-01", "2024-01-01"],
])("%s is from %s until before %s", (literal, from, to) => {
  const range = dateRange(literal, NOW);
  expect([range.from, range.to].map((at) => at.toISOString())).toEqual([
    `${from}T00:00:00.000Z`,
    `${to}T00:00:00.000Z`,
  ]);
});

test.each(["SOMEDAY", "LAST_N_DAYS:x", "LAST_N_DAYS", "THIS_DECADE"])(
  "%s is refused",
  (literal) => {
    expect(() => dateRange(literal, NOW)).toThrow("unknown date literal");
  },
);
