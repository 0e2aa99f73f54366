import { afterAll, beforeAll, expect, test } from "vitest";
import { after, stopRun, whenFile, whenStateChanges } from "./support/kill-run.ts";
import { succeeded } from "./support/lake.ts";
import { expectClearError, expectEqualToSource, expectTidy } from "./support/lake-checks.ts";
import { startInShell } from "./support/lakewright.ts";
import { type ReadingsWorld, runKinds, smallWorld } from "./support/readings-world.ts";
import type { FaultRequest } from "./support/sandbox.ts";

/** A run over REST stands still at its first page until faults are cleared. */
const heldBack: FaultRequest = {
  ...{ kind: "slow", pattern: "/queryAll\\?q=SELECT.Id", delayMs: 600_000, times: "always" },
};

let world: ReadingsWorld;
beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.end());

test("of two runs at the same time one loads and the other says that the flow is busy", async () => {
  const lake = await world.newLake("increment", "rivals");
  await world.sandbox.setFaults([heldBack]);
  const rivals = [lake.call("run", "by_rest"), lake.call("run", "by_rest")];
  // Who has won waits for its first page.
  const loser = await Promise.race(rivals);
  await world.sandbox.setFaults([]);
  const statuses = (await Promise.all(rivals)).map(({ status }) => status);
  expect([loser.status, statuses.sort()]).toEqual([1, [0, 1]]);
  expectClearError(loser, /LW2006/);
  await lake.status();
  succeeded(await lake.run());
  await expectEqualToSource(lake, world.source);
});

test("a query answers from what was there while a run is at work", async () => {
  const lake = await world.newLake("increment", "reader");
  await world.sandbox.setFaults([heldBack]);
  const run = lake.start();
  await expect.poll(() => world.sandbox.hits()).toEqual([1]);
  const contents = await lake.contents();
  await world.sandbox.setFaults([]);
  succeeded(await run.ended);
  expect(contents.current.get("by_rest")).toEqual(world.before.current.get("by_rest"));
  await expectEqualToSource(lake, world.source);
});

// In blocks of 1,024 bytes. A limit on file sizes stops writing as a full disk does, and needs no rights.
test.each([
  ["the state", "increment", 40],
  ["the spool", "full", 1500],
] as const)(
  "no room for %s of a %s run is said; what was there stays",
  async (_what, kind, blocks) => {
    const lake = await world.newLake(kind, `full-disk-${blocks}`);
    const setup = `trap '' XFSZ; ulimit -f ${blocks}`;
    const args = ["run", "by_rest", "by_bulk", "--state", lake.state];
    const place = { cwd: world.place.platform, env: world.sandbox.env };
    const ended = await startInShell(setup, args, place).ended;
    expect(ended.status).toBe(1);
    expectClearError(ended, /LW2008/);
    await lake.status();
    if (kind === "increment") expect(await lake.contents()).toEqual(world.before);
    succeeded(await lake.run());
    await expectEqualToSource(lake, world.source);
    expectTidy(lake);
  },
);

/** The second flow's page of Bulk results never comes. */
const noPage: FaultRequest = { ...heldBack, pattern: "/results" };
/** It comes by half, and never again. */
const halfPage: readonly FaultRequest[] = [
  { kind: "cut_short", pattern: "/results" },
  { ...noPage, after: 1 },
];
// A run that cannot end by itself is met at work, however late the signal comes.
const interrupts = [
  [after(150), [noPage]],
  [whenStateChanges(3), [noPage]],
  [whenFile("when its second flow reads", "spool", /\.csv$/), halfPage],
] as const;

for (const [i, [moment, faults]] of interrupts.entries())
  test(`Ctrl-C, ${moment.name}, ends a run with 130 and leaves a clean state`, async () => {
    const kind = runKinds[i % 2] ?? "full";
    const lake = await world.newLake(kind, `interrupted-${i}`);
    await world.sandbox.setFaults(faults);
    const ended = await stopRun(lake, moment, "SIGINT");
    await world.sandbox.setFaults([]);
    // Before the command listens for it, Ctrl-C ends it as it ends any program.
    if (i > 0) expect(ended.status, ended.stderr).toBe(130);
    else expect([130, "SIGINT"]).toContain(ended.status ?? ended.signal);
    expect(ended.stderr).not.toMatch(/LW\d{4}|\bat .*:\d+:\d+/);
    const flows = await lake.status();
    expect(flows.map(({ lastRun }) => lastRun?.status)).not.toContain("running");
    expectTidy(lake);
    succeeded(await lake.run());
    await expectEqualToSource(lake, world.source);
  });
