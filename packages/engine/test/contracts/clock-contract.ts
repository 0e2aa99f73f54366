import { describe, expect, test } from "vitest";
import type { Clock } from "../../src/core/ports/clock.ts";

/** Contract of every clock. */
export function clockContract(name: string, make: () => Clock): void {
  describe(`${name} as a clock`, () => {
    test("tells a time, and never an earlier one than before", () => {
      const clock = make();
      const first = clock.now().getTime();
      expect(Number.isNaN(first)).toBe(false);
      expect(clock.now().getTime()).toBeGreaterThanOrEqual(first);
    });
    test("is not changed through a Date that it returned", () => {
      const clock = make();
      const told = clock.now();
      const at = told.getTime();
      told.setFullYear(1999);
      expect(clock.now().getTime()).toBeGreaterThanOrEqual(at);
    });
  });
}
