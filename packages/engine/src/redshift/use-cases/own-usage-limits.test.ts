import type { UsageLimit } from "@lakewright/config";
import { expect, test } from "vitest";
import type { HeldLimit, UsageLimits } from "../ports/usage-limits.ts";
import { ownUsageLimits } from "./own-usage-limits.ts";

const daily: UsageLimit = { feature: "spectrum", amount: 5, period: "daily", onBreach: "log" };
const monthly: UsageLimit = { ...daily, period: "monthly", amount: 100 };

function memoryLimits(...present: readonly HeldLimit[]) {
  const held = new Map(present.map((limit) => [limit.id, limit]));
  const limits: UsageLimits = {
    held: async () => [...held.values()],
    create: async (limit) =>
      void held.set(`new-${held.size}`, { ...limit, id: `new-${held.size}` }),
    update: async (id, limit) => void held.set(id, { ...limit, id }),
    remove: async (id) => void held.delete(id),
  };
  return { limits, held };
}

test("limits that are missing are made, and a second run changes nothing", async () => {
  const { limits, held } = memoryLimits();
  expect(await ownUsageLimits(limits, [daily, monthly])).toMatchObject({ created: 2 });
  expect(await ownUsageLimits(limits, [daily, monthly])).toEqual({
    ...{ created: 0, updated: 0, removed: 0 },
  });
  expect(held.size).toBe(2);
});

test("one with another amount, or that does something else beyond it, is changed", async () => {
  const { limits, held } = memoryLimits({ ...daily, id: "a" });
  await ownUsageLimits(limits, [{ ...daily, amount: 7 }]);
  await ownUsageLimits(limits, [{ ...daily, amount: 7, onBreach: "deactivate" }]);
  expect([...held.values()]).toEqual([{ ...daily, id: "a", amount: 7, onBreach: "deactivate" }]);
});

test("one that the folder no longer has is removed, and one that it never had stays", async () => {
  const { limits, held } = memoryLimits({ ...daily, id: "a" }, { ...monthly, id: "theirs" });
  expect(await ownUsageLimits(limits, [], [daily])).toMatchObject({ removed: 1 });
  expect([...held.keys()]).toEqual(["theirs"]);
});
