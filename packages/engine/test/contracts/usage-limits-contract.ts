import type { UsageLimit } from "@lakewright/config";
import { describe, expect, test } from "vitest";
import type { UsageLimits } from "../../src/redshift/ports/usage-limits.ts";

/** Contract of every adapter of usage limits. `make` gives a warehouse without limits; `feature` is one that it can limit. */
export function usageLimitsContract(
  name: string,
  feature: UsageLimit["feature"],
  make: () => UsageLimits,
): void {
  const daily: UsageLimit = { feature, amount: 5, period: "daily", onBreach: "log" };
  const weekly: UsageLimit = { ...daily, period: "weekly", onBreach: "emit-metric" };
  const monthly: UsageLimit = { ...daily, period: "monthly", onBreach: "deactivate" };
  describe(`${name}'s usage limits`, () => {
    test("holds nothing at first, then the limits that were made, each with its own id", async () => {
      const limits = make();
      expect(await limits.held()).toEqual([]);
      for (const limit of [daily, weekly, monthly]) await limits.create(limit);
      const held = await limits.held();
      expect(held.map(({ id, ...limit }) => limit)).toEqual([daily, weekly, monthly]);
      expect(new Set(held.map(({ id }) => id)).size).toBe(3);
    });
    test("changes how much a limit is and what happens beyond it, and no other limit", async () => {
      const limits = make();
      for (const limit of [daily, weekly]) await limits.create(limit);
      const [first] = await limits.held();
      await limits.update(first?.id ?? "", { ...daily, amount: 7, onBreach: "deactivate" });
      expect(await limits.held()).toMatchObject([
        { ...daily, id: first?.id, amount: 7, onBreach: "deactivate" },
        weekly,
      ]);
    });
    test("removes the limit of an id, and no other", async () => {
      const limits = make();
      for (const limit of [daily, weekly]) await limits.create(limit);
      const [first] = await limits.held();
      await limits.remove(first?.id ?? "");
      expect(await limits.held()).toMatchObject([weekly]);
    });
  });
}
