import { createHash } from "node:crypto";
import { expect } from "vitest";
import { type Moment, stopRun } from "./kill-run.ts";
import { type FlowState, type Lake, type LakeContents, succeeded } from "./lake.ts";
import { expectEqualToSource, expectStatusAgrees, expectTidy } from "./lake-checks.ts";
import { profiles } from "./readings-platform.ts";
import type { ReadingsWorld, RunKind } from "./readings-world.ts";
import { openJobs, type RowStamps } from "./source-rows.ts";

let kills = 0;

/**
 * Kills a run at the moment, looks at what is there, and runs again: nothing half-done may ever be visible, and in the end
 * everything is there once. Tells whether the kill came while a run was at work.
 */
export async function surviveKill(
  world: ReadingsWorld,
  kind: RunKind,
  moment: Moment,
): Promise<boolean> {
  const lake = await world.newLake(kind, `killed-${kind}-${kills++}`);
  const { signal } = await stopRun(lake, moment, "SIGKILL");
  await world.sandbox.setFaults([]);
  const flows = await lake.status();
  expect(flows.map(({ lastRun }) => lastRun?.status)).not.toContain("running");
  if (kind === "increment") await expectBeforeOrAfter(world, lake);
  const rerun = succeeded(await lake.run());
  const interrupted = flows.filter(({ lastRun }) => lastRun?.status === "interrupted");
  const { recovered } = JSON.parse(rerun.stdout) as { recovered: readonly string[] };
  expect(recovered).toEqual(interrupted.map(({ flow }) => flow));
  await expectStatusAgrees(lake, await expectEqualToSource(lake, world.source));
  expectTidy(lake);
  expect(await openJobs(world.sandbox)).toEqual([]);
  return signal === "SIGKILL" && hasBegun(flows, world, kind);
}

/** Each flow shows what was there before the killed run, or all that this run brought. */
async function expectBeforeOrAfter(world: ReadingsWorld, lake: Lake): Promise<void> {
  const contents = await lake.contents();
  for (const profile of profiles) {
    const seen = digest(rowsOf(contents, profile));
    expect([digest(rowsOf(world.before, profile)), digest(world.source)], profile).toContain(seen);
  }
  expect(contents.doubled).toEqual([]);
}

function rowsOf({ current }: LakeContents, profile: (typeof profiles)[number]): RowStamps {
  return current.get(profile) ?? new Map();
}

function digest(rows: RowStamps): string {
  const lines = [...rows].map(([id, stamp]) => `${id} ${stamp}`).sort();
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

function hasBegun(flows: readonly FlowState[], { loaded }: ReadingsWorld, kind: RunKind): boolean {
  return flows.some(({ lastRun }) => {
    const isOld = kind === "increment" && lastRun && loaded.knownRuns.has(lastRun.executionId);
    return lastRun !== undefined && !isOld;
  });
}
