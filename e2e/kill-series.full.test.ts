import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firstPage, momentsOfProgress, momentsOfTime } from "./support/kill-moments.ts";
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
/** Of the kills of either kind, those that must have met a run at work: together 30 and more. */
const minAtWork = 16;
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

    for (const moment of momentsOfProgress(kind))
      test(`killed ${moment.name}`, () => survive(moment));

    test(`killed at ${momentsInTime} moments spread over its duration`, async () => {
      const durationMs = await loadingMs(kind);
      for (const moment of momentsOfTime(momentsInTime, durationMs)) {
        await slowDown();
        await survive(moment);
      }
    });

    test("most of the kills came while a run was at work", () => {
      expect(atWork).toBeGreaterThanOrEqual(minAtWork);
    });
  },
);

/** A run that mostly waits for its source takes as long on a busy machine as on an idle one. */
function slowDown(): Promise<void> {
  return world.sandbox.setFaults([{ kind: "slow", delayMs: 80, times: "always" }]);
}

/** How long an undisturbed run takes from its first page on. */
async function loadingMs(kind: RunKind): Promise<number> {
  const lake = await world.newLake(kind, `undisturbed-${kind}`);
  await slowDown();
  const { ended } = lake.start();
  await Promise.race([firstPage.reached(lake, () => false), ended]);
  const began = performance.now();
  succeeded(await ended);
  return performance.now() - began;
}
