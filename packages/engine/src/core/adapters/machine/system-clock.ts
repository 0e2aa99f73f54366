import type { Clock } from "../../ports/clock.ts";

/** This machine's time. */
export function systemClock(): Clock {
  return { now: () => new Date() };
}
