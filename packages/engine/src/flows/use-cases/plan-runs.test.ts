import { expect, test } from "vitest";
import { anyEnvironment, anyFlow } from "../../../test/any-flow.ts";
import { accountFields, opening, success } from "../../../test/contracts/sample-runs.ts";
import { memoryCatalog } from "../../catalog/adapters/memory/memory-catalog.ts";
import { memoryState } from "../../catalog/adapters/memory/memory-state.ts";
import { memorySource } from "../../sources/adapters/memory/memory-source.ts";
import type { RunRequest } from "./choose-flows.ts";
import { planRuns } from "./plan-runs.ts";

const flow = anyFlow();
const { signal } = new AbortController();
const now = new Date("2025-01-08T06:00:00Z");
const loadedTo = new Date("2025-01-07T06:00:00Z");

/** A source with one Account, and a ledger that may know an earlier load of it. */
function platform({ isLoaded = false, at = now } = {}) {
  const fields = [
    ...accountFields,
    { name: "SystemModstamp", label: "Stamp", type: "datetime", calculated: false },
  ];
  const rows = [{ Id: "1", SystemModstamp: new Date("2025-01-08T01:00:00Z") }];
  const source = memorySource({ objects: { Account: { fields, rows } }, now: at });
  const { ledger } = memoryState();
  const ports = {
    openSource: () => source,
    canRead: () => true,
    ledger,
    catalog: memoryCatalog(),
  };
  const load = async () => {
    const run = opening({ flow: flow.name, startedAt: loadedTo });
    await ledger.openRun(run);
    await ledger.succeedRun(run.executionId, { ...success(run), bookmark: loadedTo });
  };
  return { ports, ready: isLoaded ? load() : Promise.resolve() };
}

async function planned(
  settings: Parameters<typeof platform>[0],
  request: Partial<RunRequest> = {},
) {
  const { ports, ready } = platform(settings);
  await ready;
  return planRuns(
    { ports, environment: anyEnvironment([flow]), signal },
    { names: [], ...request },
  );
}

test("a flow that was never loaded would read everything, as its first load", async () => {
  const { runs } = await planned({});
  expect(runs).toMatchObject([
    { object: "Account", kind: "full", isFirstLoad: true, expectedRows: 1, window: { to: now } },
  ]);
  expect(runs[0]?.window?.from).toBeUndefined();
});

test("a flow that was loaded would go on where its bookmark stands", async () => {
  const { runs } = await planned({ isLoaded: true });
  expect(runs).toMatchObject([
    { kind: "increment", isFirstLoad: false, window: { from: loadedTo, to: now } },
  ]);
});

test("a flow that ran today is not due, and runs if it is named", async () => {
  const settings = { isLoaded: true, at: new Date("2025-01-07T18:00:00Z") };
  expect(await planned(settings)).toMatchObject({ runs: [], skipped: [{ flow: flow.name }] });
  expect((await planned(settings, { names: ["Account"] })).runs).toHaveLength(1);
});

test("a suspended flow is not due, says what AWS does, and runs if it is named", async () => {
  const { ports } = platform();
  const environment = anyEnvironment([anyFlow({ status: "suspended" })]);
  const context = { ports, environment, signal };
  expect(await planRuns(context, { names: [] })).toMatchObject({
    runs: [],
    skipped: [{ reason: "suspended: AWS does not run it; name it to run it here" }],
  });
  const named = await planRuns(context, { names: ["Account"] });
  expect(named.runs).toHaveLength(1);
});

test("a window that is asked for replaces the planned one", async () => {
  const [from, to] = [new Date("2025-01-01T00:00:00Z"), new Date("2025-01-02T00:00:00Z")];
  const { runs } = await planned({ isLoaded: true }, { names: ["Account"], from, to });
  expect(runs).toMatchObject([{ kind: "increment", expectedRows: 0, window: { from, to } }]);
});

test("a flow of a kind that this machine does not read is skipped with that reason", async () => {
  const { ports } = platform();
  const environment = anyEnvironment([anyFlow({ source: "slack" })]);
  const context = { ports: { ...ports, canRead: () => false }, environment, signal };
  expect((await planRuns(context, { names: [] })).skipped).toMatchObject([
    { reason: "slack → s3 does not run on one machine yet" },
  ]);
});

test("what would fail is planned as a failure, and the rest goes on", async () => {
  const { ports } = platform();
  const missing = anyFlow({ name: "gtm-dev-crm-Gone", object: "Gone", table: "gone" });
  const environment = anyEnvironment([missing, flow]);
  const plan = await planRuns({ ports, environment, signal }, { names: [] });
  expect(plan.failures).toMatchObject([{ flow: missing.name, error: { code: "unknown_name" } }]);
  expect(plan.runs).toHaveLength(1);
});
