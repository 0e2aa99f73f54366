import { afterAll, beforeAll, describe, test } from "vitest";
import { nameOf, pairedCases } from "./support/fault-cases.ts";
import { largeWorld, type ReadingsWorld, smallWorld } from "./support/readings-world.ts";
import { surviveFaults } from "./support/survive-fault.ts";

// Only a full run of the large world has a second Bulk page; an increment has one in either.
const worlds = [
  ["full", largeWorld],
  ["increment", smallWorld],
] as const;

describe.each(worlds)("a %s run loses and doubles nothing", (kind, start) => {
  let world: ReadingsWorld;
  beforeAll(async () => {
    world = await start();
  });
  afterAll(() => world.end());

  for (const cases of pairedCases(kind))
    test(nameOf(cases), () => surviveFaults(world, kind, cases));
});
