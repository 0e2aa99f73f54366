import { expect } from "vitest";
import { type FlowState, type Lake, type LakeContents, succeeded } from "./lake.ts";
import type { Ended } from "./lakewright.ts";
import { profiles } from "./readings-platform.ts";
import type { RowStamps } from "./source-rows.ts";

/** Nothing lost and nothing doubled: `current` is what the source has, and `ext` holds each version of a record once. */
export async function expectEqualToSource(lake: Lake, source: RowStamps): Promise<LakeContents> {
  const contents = await lake.contents();
  for (const profile of profiles)
    expect(differences(contents, profile, source), profile).toEqual([]);
  expect(contents.doubled).toEqual([]);
  return contents;
}

function differences(
  { current }: LakeContents,
  profile: (typeof profiles)[number],
  source: RowStamps,
): readonly string[] {
  const rows = current.get(profile) ?? new Map<string, string>();
  const lost = [...source].filter(([id, stamp]) => rows.get(id) !== stamp);
  const extra = [...rows.keys()].filter((id) => !source.has(id));
  if (lost.length + extra.length === 0) return [];
  const some = [...lost.map(String), ...extra].slice(0, 5).join(" ");
  return [`${lost.length} lost or stale, ${extra.length} that the source has not: ${some}`];
}

/** A failure that a person can act on: a code, a hint, and no stack trace. */
export function expectClearError({ stderr, stdout }: Ended, code: RegExp = /LW\d{4}/): void {
  expect(stderr).toMatch(code);
  expect(stderr).toMatch(/hint: \S/);
  for (const text of [stderr, stdout]) {
    expect(text).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect(text).not.toMatch(/this is a bug|UnhandledPromiseRejection|node:internal/);
  }
}

/**
 * Every file is accounted for: the runs' folders are those of runs that succeeded, `current` has no more snapshots than its merges
 * explain, and nothing is left in flight.
 */
export function expectTidy(lake: Lake, maxSnapshots = 1): void {
  const objects = lake.files("s3");
  expect(objects.filter((path) => !path.endsWith(".parquet") || path.includes("/.tmp-"))).toEqual(
    [],
  );
  const runsWithFiles = new Set(objects.map(runOf).filter((run) => run !== undefined));
  expect([...runsWithFiles].filter((run) => !lake.knownRuns.has(run))).toEqual([]);
  for (const profile of profiles) {
    const snapshots = objects.filter((path) => path.includes(`/current/${profile}/`));
    expect(snapshots.length, `snapshots of ${profile}`).toBeLessThanOrEqual(maxSnapshots);
  }
  expect(lake.files("spool")).toEqual([]);
}

function runOf(path: string): string | undefined {
  return /\/\d{4}\/\d{2}\/\d{2}\/([^/]+)\//.exec(path)?.[1];
}

/** Status agrees with what can be read: the rows of `ext` are those of the runs that succeeded, and all are registered. */
export async function expectStatusAgrees(lake: Lake, { loaded }: LakeContents): Promise<void> {
  const { stdout } = succeeded(await lake.call("status", "--json"));
  const { flows, waitingEvents } = JSON.parse(stdout) as {
    flows: readonly FlowState[];
    waitingEvents: number;
  };
  for (const { profile, loadedRows } of flows) expect(loadedRows).toBe(loaded.get(profile));
  expect(waitingEvents).toBe(0);
}
