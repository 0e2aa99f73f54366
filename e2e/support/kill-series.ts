import { afterAll, beforeAll, expect, test } from "vitest";
import { type KilledCommand, type PlannedKill, plannedKills, seed } from "./kill-plan.ts";
import { type KillWorld, killWorld } from "./kill-world.ts";
import { surviveRandomKill } from "./survive-random-kill.ts";

const rows = 2_000;

/** So many kills, one test each, over one lake: what one of them breaks, the next ones meet. */
export function killSeries(count: number): void {
  let world: KillWorld;
  const durations = new Map<KilledCommand, number>();
  const unknownJobs = new Set<string>();
  beforeAll(async () => {
    console.info(`kills of LAKEWRIGHT_SEED=${seed}`);
    world = await killWorld(rows);
    // Each is timed undisturbed; a reset, which takes everything away, is the last but for what loads it again.
    for (const command of [
      "run",
      "run --reconcile",
      "query --as",
      "access diff",
      "elt",
      "reset",
    ] as const)
      durations.set(command, await undisturbedMs(command));
    await world.repeat("run");
    await world.repeat("elt");
  });
  afterAll(() => world?.end());

  const undisturbedMs = async (command: KilledCommand) => {
    const began = performance.now();
    await world.repeat(command);
    return performance.now() - began;
  };
  const durationOf = (command: KilledCommand) =>
    durations.get(command.split(" beside ")[0] as KilledCommand) ?? 1000;

  for (const [index, planned] of plannedKills(count).entries())
    test(nameOf(index, planned), async () => {
      const found = await surviveRandomKill(world, planned, durationOf(planned.command));
      for (const job of found?.unknownJobs ?? []) unknownJobs.add(job);
    });

  test("of the Bulk jobs, only some whose creation was never answered are left", () => {
    console.info(`${unknownJobs.size} jobs were left whose creation had not been answered`);
    expect(unknownJobs.size).toBeLessThanOrEqual(1 + count / 50);
  });
}

function nameOf(index: number, { command, target, at }: PlannedKill): string {
  return `${index + 1}: ${target} of ${command}, at ${Math.round(at * 100)} % of its time`;
}
