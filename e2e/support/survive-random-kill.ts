import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import type { PlannedKill } from "./kill-plan.ts";
import type { KillWorld } from "./kill-world.ts";
import { succeeded } from "./lake.ts";
import { expectClearError, expectEqualToSource, expectTidy } from "./lake-checks.ts";
import type { Running } from "./lakewright.ts";
import { ledgerOf } from "./ledger-of.ts";
import { profiles } from "./readings-platform.ts";
import { kill, processesOf } from "./session-processes.ts";
import type { RowStamps } from "./source-rows.ts";

/** Kills one command as planned, and looks whether all is as it should be. */
export async function surviveRandomKill(
  world: KillWorld,
  planned: PlannedKill,
  durationMs: number,
) {
  const { lake } = world;
  const { command } = planned;
  const before = await world.source();
  const changesLake = command !== "query --as" && command !== "access diff";
  if (changesLake) await world.age();
  if (command.startsWith("elt")) succeeded(await lake.run());
  const started = world.start(command);
  await killAfter(planned, durationMs * planned.at, started);
  await expectEnded(started);
  const source = await world.source();
  if (command.startsWith("run")) await expectBeforeOrAfter(world, before, source);
  await world.repeat(command);
  if (!changesLake) return expectNothingLeft(world);
  succeeded(await lake.run());
  await expectEqualToSource(lake, source);
  if (command.startsWith("elt")) await expectBuilt(world, source);
  for (const id of ledgerOf(lake.state).succeeded) lake.knownRuns.add(id);
  // A merge leaves the snapshot before for its readers, and the one of a killed merge goes with the next.
  expectTidy(lake, 3);
  expect(ledgerOf(lake.state).open).toEqual([]);
  expectNothingLeft(world);
  // The server had not answered yet when the process that asked for it was killed: nobody can know of such a job.
  return { unknownJobs: await world.jobs() };
}

async function killAfter({ target, pick }: PlannedKill, ms: number, started: readonly Running[]) {
  const victim = started[0]?.child;
  const pid = victim?.pid;
  if (!victim || pid === undefined) throw new Error("the command did not start");
  await Promise.race([wait(ms), started[0]?.ended]);
  if (victim.exitCode !== null) return;
  const children = processesOf(pid).filter((each) => each.pid !== pid);
  const child = children[Math.floor(pick * children.length)];
  if (target === "group") kill(-pid);
  else kill(target === "child" && child ? child.pid : pid);
}

/** Every command ends, whoever was killed: well, killed, or with an error that a person can act on. No process stays. */
async function expectEnded(started: readonly Running[]): Promise<void> {
  for (const { ended } of started) {
    const end = await ended;
    if (end.signal !== "SIGKILL" && end.status !== 0 && end.stderr !== "")
      expectClearError(end, /LW\d{4}|not published/);
  }
  for (const { child } of started) await expect.poll(() => processesOf(child.pid ?? 0)).toEqual([]);
}

async function expectBeforeOrAfter({ lake }: KillWorld, before: RowStamps, after: RowStamps) {
  const contents = await lake.contents();
  const seen = (rows: RowStamps) => [...rows].map(String).sort();
  for (const profile of profiles)
    expect([seen(before), seen(after)], profile).toContainEqual(
      seen(contents.current.get(profile) ?? new Map()),
    );
  expect(contents.doubled).toEqual([]);
}

/** What is published is built from all rows, and the folders of builds are those of states that are kept. */
async function expectBuilt({ lake }: KillWorld, source: RowStamps): Promise<void> {
  const count = "SELECT count(*) AS n FROM mart_sites.readings";
  const { stdout } = succeeded(await lake.call("query", count, "--format", "csv"));
  expect(stdout.trim().split(/\r?\n/)[1]).toBe(String(source.size));
  const kept = lake.files("warehouse").filter((file) => file.endsWith("warehouse.duckdb"));
  expect(readdirSync(join(lake.state, "warehouse")).length).toBe(kept.length);
  expect(kept.length).toBeLessThanOrEqual(4);
  expect(lake.files("warehouse").filter((file) => file.endsWith("dbt.process"))).toEqual([]);
}

/** Temporary folders go with the next command. */
function expectNothingLeft({ lake, temporary }: KillWorld): void {
  expect(lake.files("spool")).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
}
