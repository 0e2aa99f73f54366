import { expect, test } from "vitest";
import { clockContract } from "../../../../test/contracts/clock-contract.ts";
import { fixedClock } from "./fixed-clock.ts";

clockContract("A fixed clock", () => fixedClock(new Date("2026-01-01T00:00:00Z")));

test("a fixed clock moves only when it is moved", () => {
  const clock = fixedClock(new Date("2026-01-01T00:00:00Z"));
  expect(clock.now()).toEqual(new Date("2026-01-01T00:00:00Z"));
  clock.advance(1500);
  expect(clock.now()).toEqual(new Date("2026-01-01T00:00:01.500Z"));
});
