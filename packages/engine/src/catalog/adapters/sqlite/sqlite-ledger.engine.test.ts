import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { eventBusContract } from "../../../../test/contracts/event-bus-contract.ts";
import { ledgerContract } from "../../../../test/contracts/ledger-contract.ts";
import { opening, success } from "../../../../test/contracts/sample-runs.ts";
import { sqliteEventBus } from "../../../core/adapters/sqlite/sqlite-event-bus.ts";
import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import { openLocalState } from "../../../local-state.ts";
import { sqliteLedger } from "./sqlite-ledger.ts";

const opened: State[] = [];
const children: ChildProcess[] = [];
afterEach(() => {
  for (const state of opened.splice(0)) state.close();
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

async function open(folder?: string): Promise<State> {
  const state = await openLocalState(
    folder ?? (await mkdtemp(join(tmpdir(), "lakewright-ledger-"))),
  );
  opened.push(state);
  return state;
}

const host = hostname();
const me = { pid: process.pid, host };

/** A process of its own that lives until it is killed. */
async function otherProcess(): Promise<{ pid: number; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  children.push(child);
  await once(child, "spawn");
  const kill = async () => {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  return { pid: child.pid ?? 0, kill };
}

/** Runs are opened in the name of another process, which can really be killed. */
async function ledgerUnderTest() {
  const state = await open();
  let owner = await otherProcess();
  let ledger = sqliteLedger(state, { pid: owner.pid, host });
  return {
    ledger: {
      ...ledger,
      openRun: (run: Parameters<typeof ledger.openRun>[0]) => ledger.openRun(run),
    },
    events: sqliteEventBus(state),
    killProcess: async () => {
      await owner.kill();
      owner = await otherProcess();
      ledger = sqliteLedger(state, { pid: owner.pid, host });
    },
  };
}

ledgerContract("SQLite", ledgerUnderTest);
eventBusContract("SQLite", ledgerUnderTest);

test("a flow that another process runs is busy, and its message names that process", async () => {
  const { folder } = await open();
  const owner = await otherProcess();
  const theirs = sqliteLedger(await open(folder), { pid: owner.pid, host });
  await theirs.openRun(opening({ executionId: "r1" }));
  const mine = sqliteLedger(await open(folder), me);
  await expect(mine.openRun(opening({ executionId: "r2" }))).rejects.toMatchObject({
    code: "flow_busy",
    message: expect.stringContaining(`process ${owner.pid} on ${host}`),
  });
  await owner.kill();
  await mine.openRun(opening({ executionId: "r2" }));
});

test("of two connections that open the same flow, one gets it", async () => {
  const { folder } = await open();
  const ledgers = [sqliteLedger(await open(folder), me), sqliteLedger(await open(folder), me)];
  const outcomes = await Promise.allSettled(
    ledgers.map((ledger, index) => ledger.openRun(opening({ executionId: `r${index}` }))),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a later process with the number of a dead one is not taken for it", async () => {
  const state = await open();
  const ledger = sqliteLedger(state, me);
  await ledger.openRun(opening({ executionId: "r1" }));
  state.run("UPDATE runs SET process_mark = 'another boot:1'");
  expect((await ledger.interruptedRuns()).map(({ executionId }) => executionId)).toEqual(["r1"]);
});

test("without a process mark, signals tell who is alive and the boot time who cannot be", async () => {
  const state = await open();
  const ledger = sqliteLedger(state, me);
  await ledger.openRun(opening({ executionId: "r1" }));
  state.run("UPDATE runs SET process_mark = NULL");
  expect(await ledger.interruptedRuns()).toEqual([]);
  state.run("UPDATE runs SET opened_at = '2001-01-01T00:00:00.000Z'");
  expect(await ledger.interruptedRuns()).toHaveLength(1);
});

test("a run from another host is taken as interrupted", async () => {
  const state = await open();
  await sqliteLedger(state, { ...me, host: "container-1" }).openRun(opening({ executionId: "r1" }));
  expect(await sqliteLedger(state, me).interruptedRuns()).toHaveLength(1);
});

test("a run whose last write fails leaves nothing of its end behind", async () => {
  const state = await open();
  const ledger = sqliteLedger(state, me);
  const run = opening({ executionId: "r1" });
  await ledger.openRun(run);
  // The outbox is written last; an event that cannot be stored is the latest possible failure.
  const event = { ...success(run).event, id: undefined as unknown as string };
  await expect(ledger.succeedRun("r1", { ...success(run), event })).rejects.toThrow();
  expect((await ledger.run("r1"))?.status).toBe("running");
  expect(await ledger.files("account")).toEqual([]);
  expect(await ledger.bookmark("account")).toBeUndefined();
});

test("files of one day and files after a run are found by index", async () => {
  const state = await open();
  const plan = (condition: string) =>
    state
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN SELECT uri FROM files f WHERE ${condition}`)
      .map(({ detail }) => detail)
      .join();
  expect(plan("flow = 'a' AND load_date >= '20260101'")).toContain("files_by_load_date");
  expect(plan("flow = 'a' AND sequence > 5")).toContain(
    "USING PRIMARY KEY (flow=? AND sequence>?)",
  );
});

test("how far the sources' clock is before this machine's is remembered from the newest run", async () => {
  const ledger = sqliteLedger(await open(), me);
  expect(await ledger.clockAheadMs()).toBe(0);
  const hour = 3_600_000;
  const before = Date.now();
  await ledger.openRun({
    ...opening({ executionId: "r1" }),
    startedAt: new Date(before + hour),
  });
  const ahead = await ledger.clockAheadMs();
  expect(ahead).toBeLessThanOrEqual(hour);
  expect(ahead).toBeGreaterThanOrEqual(hour - (Date.now() - before));
});
