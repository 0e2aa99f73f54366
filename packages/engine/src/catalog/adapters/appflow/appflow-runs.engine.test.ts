import { AppflowClient } from "@aws-sdk/client-appflow";
import { expect, test } from "vitest";
import {
  type AppFlowState,
  type ExecutionJson,
  startAppFlow,
} from "../../../../test/aws/appflow-server.ts";
import { appFlowRuns } from "./appflow-runs.ts";

const day = (n: number) => Date.UTC(2026, 0, n) / 1000;
const source = { flow: "f", destination: "s3://raw/crm" };
const since = new Date(Date.UTC(2026, 0, 10));

function execution(n: number, parts: Partial<ExecutionJson> = {}): ExecutionJson {
  return {
    ...{ executionId: `e${n}`, executionStatus: "Successful", startedAt: day(n) },
    lastUpdatedAt: day(n) + 60,
    executionResult: { recordsProcessed: n },
    ...parts,
  };
}

async function appFlowWith(state: Partial<AppFlowState>) {
  const server = await startAppFlow(state);
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const { endpoint } = server;
  const client = new AppflowClient({ endpoint, region: "eu-west-1", credentials, maxAttempts: 4 });
  return { ...server, runs: appFlowRuns(client) };
}

test("gives the runs that have ended since a day, with where they wrote and what they counted", async () => {
  const failed = { recordsProcessed: 1, errorInfo: { putFailuresCount: 3 } };
  const { runs } = await appFlowWith({
    executions: {
      f: [
        execution(13, { executionStatus: "InProgress" }),
        execution(12, { executionStatus: "Error", executionResult: failed }),
        execution(11),
        execution(9),
      ],
    },
  });
  const found = await runs(source, since);
  expect(found.map(({ executionId, succeeded }) => [executionId, succeeded])).toEqual([
    ["e12", false],
    ["e11", true],
  ]);
  expect(found[0]).toMatchObject({ failedRows: 3 });
  expect(found[1]).toEqual({
    ...source,
    executionId: "e11",
    succeeded: true,
    startedAt: new Date(Date.UTC(2026, 0, 11)),
    endedAt: new Date(Date.UTC(2026, 0, 11, 0, 1)),
    rows: 11,
    failedRows: 0,
  });
});

test("a flow that is not deployed yet has no runs", async () => {
  const { runs } = await appFlowWith({});
  expect(await runs(source, since)).toEqual([]);
});

test("follows pages, and stops where records that run from new to old have passed the day", async () => {
  const newToOld = Array.from({ length: 350 }, (_, index) =>
    execution(11, { executionId: `e${index}`, startedAt: day(20) - index * 7200 }),
  );
  const { runs, state } = await appFlowWith({ executions: { f: newToOld } });
  expect(await runs(source, since)).toHaveLength(121);
  expect(state.calls).toHaveLength(2);
});

test("reads to the end where records come in another order", async () => {
  const oldToNew = Array.from({ length: 350 }, (_, index) =>
    execution(11, { executionId: `e${index}`, startedAt: day(20) - (349 - index) * 7200 }),
  );
  const { runs, state } = await appFlowWith({ executions: { f: oldToNew } });
  expect(await runs(source, since)).toHaveLength(121);
  expect(state.calls).toHaveLength(4);
});

test("waits and asks again where AppFlow throttles", async () => {
  const failures = ["ThrottlingException", "ThrottlingException"];
  const { runs, state } = await appFlowWith({ executions: { f: [execution(11)] }, failures });
  expect(await runs(source, since)).toHaveLength(1);
  expect(state.calls).toHaveLength(3);
});
