import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { damageState, damages, fingerprints } from "./support/damage-state.ts";
import { succeeded } from "./support/lake.ts";
import { expectClearError } from "./support/lake-checks.ts";
import { lakewright } from "./support/lakewright.ts";
import { type ReadingsWorld, smallWorld } from "./support/readings-world.ts";

let world: ReadingsWorld;
beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.end());

const calls = [
  ["run", "by_rest"],
  ["query", "SELECT count(*) FROM by_rest_current.reading__c"],
  ["status"],
] as const;

describe.each(damages)("a state file that $name", (damage) => {
  test(`is reported as ${damage.code} with the way out, and left as it is`, async () => {
    const lake = await world.newLake("increment", `damaged-${damages.indexOf(damage)}`);
    damageState(lake, damage);
    const before = fingerprints(lake);
    for (const [command, ...args] of calls) {
      const ended = await lake.call(command, ...args);
      expect([1, 2], ended.stderr).toContain(ended.status);
      expectClearError(ended, new RegExp(damage.code));
      expect(fingerprints(lake), command).toEqual(before);
    }
  });
});

test.each(["", "/below"])(
  "a file where the state folder should be%s is reported",
  async (below) => {
    const file = join(world.place.folder, "a-file");
    writeFileSync(file, "mine");
    for (const [command, ...args] of calls) {
      const ended = await lakewright([command, ...args, "--state", file + below], {
        cwd: world.place.platform,
        env: world.sandbox.env,
      });
      expect(ended.status).toBe(1);
      expectClearError(ended, /LW2007/);
    }
  },
);

test("a state that was moved aside can be loaded again", async () => {
  const lake = await world.newLake("full", "anew");
  succeeded(await lake.run());
  expect(dirname(lake.state)).toBe(join(world.place.folder, "states"));
  expect((await lake.contents()).current.get("by_rest")?.size).toBe(world.source.size);
});
