import { expect, test } from "vitest";
import { reconcileTargets } from "./reconcile-targets.ts";

/** A load balancer with these targets, and what is done to it in order. */
async function after(present: readonly string[], wanted: readonly string[] | undefined) {
  const now = new Set(present);
  const done: string[] = [];
  const report = await reconcileTargets({
    warehouse: { addresses: async () => wanted },
    targets: {
      registered: async () => [...now],
      register: async (addresses) => {
        for (const address of addresses) now.add(address);
        done.push(`in ${addresses.join()}`);
      },
      deregister: async (addresses) => {
        for (const address of addresses) now.delete(address);
        done.push(`out ${addresses.join()}`);
      },
    },
  });
  return { report, done, now: [...now] };
}

test("a new address comes in before the old one goes", async () => {
  expect(await after(["10.0.0.1"], ["10.0.0.2"])).toEqual({
    report: { added: ["10.0.0.2"], removed: ["10.0.0.1"], isWaiting: false },
    done: ["in 10.0.0.2", "out 10.0.0.1"],
    now: ["10.0.0.2"],
  });
});

test("what is as it should be is left alone", async () => {
  expect((await after(["10.0.0.1"], ["10.0.0.1"])).done).toEqual([]);
});

test.each([[undefined], [[]]])("a warehouse that tells %j cuts nobody off", async (wanted) => {
  const { report, done, now } = await after(["10.0.0.1"], wanted);
  expect([report.isWaiting, done, now]).toEqual([true, [], ["10.0.0.1"]]);
});
