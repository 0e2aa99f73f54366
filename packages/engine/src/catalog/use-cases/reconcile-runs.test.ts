import { expect, test } from "vitest";
import { anyEnvironment, anyFlow } from "../../../test/any-flow.ts";
import { tableInput } from "../../../test/contracts/catalog-contract.ts";
import { fixedClock } from "../../core/adapters/memory/fixed-clock.ts";
import { memoryCatalog } from "../adapters/memory/memory-catalog.ts";
import type { FinishedRun } from "../domain/end-of-run-event.ts";
import type { FinishedRuns } from "../ports/finished-runs.ts";
import { type ReconcilePorts, reconcileRuns } from "./reconcile-runs.ts";
import { targetOf } from "./register-partition.ts";

const now = new Date("2026-03-10T06:00:00Z");
const full = anyFlow({ name: "full", table: "full", incremental: false });
const cut = anyFlow({
  name: "cut",
  table: "cut",
  firstLoadCuts: [new Date("2020-01-01T00:00:00Z")],
});
const flows = [full, cut, anyFlow({ name: "back", direction: "out" })];

function run(parts: Partial<FinishedRun>): FinishedRun {
  const startedAt = parts.startedAt ?? new Date("2026-03-09T06:00:00Z");
  return {
    ...{ flow: "full", executionId: "e1", succeeded: true, rows: 1, failedRows: 0 },
    ...{ startedAt, endedAt: startedAt, destination: "s3://raw" },
    ...parts,
  };
}

/** A lake in whose catalog these runs are registered. Looking at an object is recorded, and finds no file. */
async function lakeWith(finishedRuns: FinishedRuns, registered: readonly FinishedRun[] = []) {
  const catalog = memoryCatalog();
  await catalog.ensureDatabase("crm");
  for (const table of ["full", "cut"]) await catalog.createTable("crm", tableInput(table));
  for (const each of registered) {
    const target = targetOf(flows, each);
    if (target) await catalog.createPartition("crm", target.flow.table, target.partition);
  }
  const looked: string[] = [];
  const list = async (prefix: string) => {
    looked.push(prefix);
    return [];
  };
  const blobs = { list, read: () => Promise.reject(new Error("no file")) };
  const ports: ReconcilePorts = {
    ...{ catalog, blobs, finishedRuns, clock: fixedClock(now) },
    describedFields: async () => undefined,
  };
  return { looked, reconcile: () => reconcileRuns(ports, anyEnvironment(flows), 7) };
}

test("asks for the runs of the last days of every flow into the lake, and of the slices of first loads", async () => {
  const asked: [string, string, string][] = [];
  const { reconcile } = await lakeWith(async ({ flow, destination }, since) => {
    asked.push([flow, destination, since.toISOString()]);
    return [];
  });
  expect(await reconcile()).toEqual({ flows: 3, registered: [], failures: [] });
  const destination = "s3://gtm-dev-raw-000000000000-local";
  const since = "2026-03-03T06:00:00.000Z";
  expect(asked).toEqual(["full", "cut", "cut-first-1"].map((name) => [name, destination, since]));
});

test("looks at no object for runs that are registered, brought nothing, failed, or are older than what is shown", async () => {
  const shown = run({ executionId: "e2", startedAt: new Date("2026-03-09T18:00:00Z") });
  const others = [
    run({ executionId: "e3", startedAt: new Date("2026-03-09T20:00:00Z"), rows: 0 }),
    run({ executionId: "e4", startedAt: new Date("2026-03-09T21:00:00Z"), succeeded: false }),
    run({ executionId: "e1" }),
  ];
  const runs = async ({ flow }: { flow: string }) => (flow === "full" ? [shown, ...others] : []);
  const { looked, reconcile } = await lakeWith(runs, [shown]);
  expect(await reconcile()).toMatchObject({ registered: [], failures: [] });
  expect(looked).toEqual([]);
});

test("looks for the newest run of a day whose partition is missing or shows an older one", async () => {
  const late = run({ executionId: "e2", startedAt: new Date("2026-03-09T18:00:00Z") });
  const slice = run({ flow: "cut-first-1", executionId: "e5" });
  const of: Record<string, readonly FinishedRun[]> = {
    full: [late, run({})],
    [slice.flow]: [slice],
  };
  const { looked, reconcile } = await lakeWith(async ({ flow }) => of[flow] ?? [], [run({})]);
  await reconcile();
  expect(looked.sort()).toEqual([
    "s3://raw/cut-first-1/2026/03/09/e5/",
    "s3://raw/full/2026/03/09/e2/",
  ]);
});

test("a flow that cannot be looked at is told, and the others are looked at", async () => {
  const { looked, reconcile } = await lakeWith(async ({ flow }) => {
    if (flow === "full") throw new Error("throttled");
    return flow === "cut" ? [run({ flow })] : [];
  });
  const { flows: looks, failures } = await reconcile();
  expect([looks, failures]).toEqual([3, [{ flow: "full", error: new Error("throttled") }]]);
  expect(looked).toEqual(["s3://raw/cut/2026/03/09/e1/"]);
});
