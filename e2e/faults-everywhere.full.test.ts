import { afterAll, beforeAll, describe, test } from "vitest";
import { nameOf, pairedCases } from "./support/fault-cases.ts";
import { type ReadingsWorld, readingsWorld, runKinds } from "./support/readings-world.ts";
import { surviveFaults } from "./support/survive-fault.ts";

let world: ReadingsWorld;
beforeAll(async () => {
  world = await readingsWorld();
});
afterAll(() => world.end());

describe.each(runKinds)("a %s run loses and doubles nothing", (kind) => {
  for (const cases of pairedCases(kind))
    test(nameOf(cases), () => surviveFaults(world, kind, cases));
});
