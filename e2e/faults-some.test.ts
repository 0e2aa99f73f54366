import { afterAll, beforeAll, describe, test } from "vitest";
import { endingCases, nameOf, passingCases } from "./support/fault-cases.ts";
import { type ReadingsWorld, runKinds, smallWorld } from "./support/readings-world.ts";
import { surviveFaults } from "./support/survive-fault.ts";

let world: ReadingsWorld;
beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.end());

test.each(runKinds)("a %s run overcomes each passing fault of the source by itself", (kind) =>
  surviveFaults(world, kind, passingCases(kind)),
);

describe("an increment that a fault ends says why, keeps nothing, and the next run loads it all", () => {
  for (const cases of endingCases("increment"))
    test(nameOf(cases), () => surviveFaults(world, "increment", cases));
});
