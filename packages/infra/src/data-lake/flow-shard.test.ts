import { flowStackCount } from "@lakewright/config";
import { expect, test } from "vitest";
import { anyFlow } from "../../test/any-deployed.ts";
import { laneCount, laneOf } from "./flow/flow-lanes.ts";
import { shardName, shardOf } from "./flow-shard.ts";

const unpinned = { pinnedFlows: {} };
const flows = Array.from({ length: 1000 }, (_, i) => anyFlow({ object: `Object_${i}__c` }));

function sizes(count: number, bucketOf: (index: number) => number): number[] {
  const found = Array.from({ length: count }, () => 0);
  for (const index of flows.keys()) {
    const bucket = bucketOf(index);
    found[bucket] = (found[bucket] ?? 0) + 1;
  }
  return found;
}

test("1,000 flows spread evenly: each stack has room for twice as many", () => {
  const counts = sizes(flowStackCount, (index) => shardOf(flows[index] ?? anyFlow(), unpinned));
  expect(Math.min(...counts)).toBeGreaterThan(10);
  expect(Math.max(...counts)).toBeLessThan(55);
});

test("lanes do not follow from the stack: the flows of each stack use all of them", () => {
  const lanes = new Map<number, Set<number>>();
  for (const flow of flows) {
    const shard = shardOf(flow, unpinned);
    lanes.set(shard, (lanes.get(shard) ?? new Set()).add(laneOf(flow.name)));
  }
  for (const used of lanes.values()) expect(used.size).toBe(laneCount);
});

// The two numbers below are in deployed accounts: whoever changes the hash or the count moves flows between stacks, and
// a flow cannot be created in one stack while it exists in another.
test("a flow never changes its stack: hash and number of stacks are as deployed", () => {
  expect(flowStackCount).toBe(32);
  const account = anyFlow({ profile: "roche-salesforce-connector-profile1", object: "Account" });
  expect(shardOf(account, unpinned)).toBe(13);
});

test("both directions of an object have stacks of their own", () => {
  const moved = flows.filter(
    (flow) => shardOf(flow, unpinned) !== shardOf({ ...flow, direction: "out" }, unpinned),
  );
  expect(moved.length).toBeGreaterThan(900);
});

test("a pinned flow goes where it is pinned, and no other moves", () => {
  const [pinned = anyFlow(), ...others] = flows;
  const pinnedFlows = { [pinned.name]: 31 };
  expect(shardOf(pinned, { pinnedFlows })).toBe(31);
  for (const flow of others) expect(shardOf(flow, { pinnedFlows })).toBe(shardOf(flow, unpinned));
});

test.each([32, -1, 1.5])(
  "a flow cannot be pinned to %d, where it would be in no stack",
  (shard) => {
    const flow = anyFlow();
    expect(() => shardOf(flow, { pinnedFlows: { [flow.name]: shard } })).toThrow(
      `flow "gtm-dev-crm-Account" is pinned to ${shard}: write 0 to 31`,
    );
  },
);

test("names of stacks sort as numbers do", () => {
  expect([shardName(0), shardName(9), shardName(31)]).toEqual(["flows-00", "flows-09", "flows-31"]);
});
