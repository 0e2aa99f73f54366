import { expect, test } from "vitest";
import { orgClock } from "./clock.ts";

const at = (iso: string) => Date.parse(iso);

test("the first day begins at 06:00 UTC and moves with real time", () => {
  let real = 500;
  const clock = orgClock("2026-03-01", () => real);
  expect(clock.now()).toBe(at("2026-03-01T06:00:00Z"));
  real += 1500;
  expect(clock.now()).toBe(at("2026-03-01T06:00:01.500Z"));
});

test("the next day starts at the next 06:00, and time goes on from there", () => {
  let real = 0;
  const clock = orgClock("2026-03-01", () => real);
  real = 10_000;
  clock.startDay(clock.nextDayStart());
  expect(clock.now()).toBe(at("2026-03-02T06:00:00Z"));
  real += 1;
  expect(clock.now()).toBe(at("2026-03-02T06:00:00.001Z"));
});

test("time does not go back when more than a day of real time has passed", () => {
  let real = 0;
  const clock = orgClock("2026-03-01", () => real);
  real = 23.5 * 3_600_000;
  expect(clock.nextDayStart()).toBe(at("2026-03-03T06:00:00Z"));
  real = 50 * 3_600_000;
  expect(clock.nextDayStart()).toBe(at("2026-03-04T06:00:00Z"));
});

test("a start that is no date is refused, naming it", () => {
  expect(() => orgClock("2026-3-1", () => 0)).toThrow('"2026-3-1"');
  expect(() => orgClock("2026-13-01", () => 0)).toThrow(RangeError);
});
