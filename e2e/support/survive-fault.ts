import { expect } from "vitest";
import type { FaultCase } from "./fault-cases.ts";
import { succeeded } from "./lake.ts";
import { expectClearError, expectEqualToSource, expectTidy } from "./lake-checks.ts";
import type { ReadingsWorld, RunKind } from "./readings-world.ts";

let trials = 0;

/**
 * Runs into the faults, and if the run fails once more without them. Every fault must strike, the run must fail with the
 * codes that the cases tell or not at all, and nothing may be lost or doubled.
 */
export async function surviveFaults(
  world: ReadingsWorld,
  kind: RunKind,
  cases: readonly FaultCase[],
): Promise<void> {
  const lake = await world.newLake(kind, `${kind}-${trials++}`);
  await world.sandbox.setFaults(cases.map(({ fault }) => fault));
  const ended = await lake.run();
  const hits = await world.sandbox.hits();
  await world.sandbox.setFaults([]);
  expect(hits, `every fault strikes\n${ended.stderr}`).not.toContain(0);
  const codes = cases.flatMap(({ failsWith }) => failsWith ?? []);
  expect(ended.status, ended.stderr).toBe(codes.length > 0 ? 1 : 0);
  for (const code of codes) expectClearError(ended, new RegExp(code));
  if (codes.length > 0) succeeded(await lake.run());
  await expectEqualToSource(lake, world.source);
  expectTidy(lake);
}
