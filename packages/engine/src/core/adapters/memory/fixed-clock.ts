import type { Clock } from "../../ports/clock.ts";

/** A clock that stands still until it is moved. */
export interface FixedClock extends Clock {
  advance(ms: number): void;
}

export function fixedClock(start: Date): FixedClock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms;
    },
  };
}
