import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { momentsOfProgress, momentsOfTime } from "./support/kill-moments.ts";
import type { Moment } from "./support/kill-run.ts";
import { succeeded } from "./support/lake.ts";
import {
  middleWorld,
  type ReadingsWorld,
  type RunKind,
  runKinds,
} from "./support/readings-world.ts";
import { surviveKill } from "./support/survive-kill.ts";

const momentsInTime = 15;
let world: ReadingsWorld;
beforeAll(async () => {
  world = await middleWorld();
});
afterAll(() => world.end());

describe.each(runKinds)(
  "a %s run that is killed is finished by the next one, row by row",
  (kind) => {
    let atWork = 0;
    const survive = async (moment: Moment) => {
      if (await surviveKill(world, kind, moment)) atWork++;
    };
    const moments = momentsOfProgress(kind);

    for (const moment of moments) test(`killed ${moment.name}`, () => survive(moment));

    test(`killed at ${momentsInTime} moments spread over its duration`, async () => {
      const { startMs, endMs } = await durations(kind);
      for (const moment of momentsOfTime(momentsInTime, startMs, endMs)) await survive(moment);
    });

    test("nearly every kill came while the run was at work", () => {
      expect(atWork).toBeGreaterThanOrEqual(0.8 * (moments.length + momentsInTime));
    });
  },
);

/** How long the command takes to start, and to do the whole run undisturbed. */
async function durations(kind: RunKind): Promise<{ startMs: number; endMs: number }> {
  const lake = await world.newLake(kind, `undisturbed-${kind}`);
  const { ms: startMs } = succeeded(await lake.call("run", "--dry-run"));
  const { ms: endMs } = succeeded(await lake.run());
  return { startMs: Math.min(startMs, endMs / 2), endMs };
}
