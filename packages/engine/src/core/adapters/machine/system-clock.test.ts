import { expect, test } from "vitest";
import { clockContract } from "../../../../test/contracts/clock-contract.ts";
import { systemClock } from "./system-clock.ts";

clockContract("The system's clock", systemClock);

test("the system's clock tells this machine's time", () => {
  const before = Date.now();
  const now = systemClock().now().getTime();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});
