import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, type TestContext, test } from "vitest";
import { endOfRunEvent } from "../../engine/src/catalog/domain/end-of-run-event.ts";
import { anyFlow } from "../../engine/test/any-flow.ts";
import { startAppFlow } from "../../engine/test/aws/appflow-server.ts";
import { motoLake, parquetOf } from "../../engine/test/aws/moto-lake.ts";
import { type MotoServer, motoForTests } from "../../engine/test/aws/moto-server.ts";
import { deployHandlers, queued, rawBucket } from "./bundled-handler.ts";
import { differences } from "./differences.ts";

const run = promisify(execFile);
const moto = motoForTests();
const increments = anyFlow({ prefix: "crm" });
const full = anyFlow({
  name: "gtm-dev-crm-Case",
  object: "Case",
  table: "case",
  incremental: false,
});
let deployed: Awaited<ReturnType<typeof deployHandlers>>;
const cut = anyFlow({
  ...{ name: "gtm-dev-crm-Task", object: "Task", table: "task" },
  firstLoadCuts: [new Date("2020-01-01T00:00:00Z"), new Date("2024-01-01T00:00:00Z")],
});
beforeAll(async () => {
  deployed = await deployHandlers([increments, full, cut]);
});

const Account = [
  { name: "Id", label: "Account ID", type: "id" },
  { name: "Name", label: "Account Name", type: "string" },
];
const accounts = `
  SELECT '001A' AS "Id", 'Ada' AS "Name", true AS "Active__c", 12::INTEGER AS "Staff__c", 7::BIGINT AS "Views__c",
    1.5::DOUBLE AS "Revenue__c", DATE '2026-01-31' AS "Closed__c", TIMESTAMPTZ '2026-01-02 03:04:05+00' AS "SystemModstamp"`;

async function lakeFor(context: TestContext) {
  const server = await moto(context);
  const lake = await motoLake(server, rawBucket, ["crm", "sample"]);
  const appflow = await startAppFlow({ entities: { Account, Case: Account } });
  const env = { ...server.env, AWS_ENDPOINT_URL_APPFLOW: appflow.endpoint };
  return {
    ...{ server, appflow, ...lake },
    invoke: (handler: string, event: unknown) => deployed.invoke(handler, event, env),
  };
}

/** A run of a flow: where AppFlow puts its file, and the event that it sends. */
function runOf(flow: typeof full, executionId: string, startedAt: Date) {
  const destination = `s3://${rawBucket}${flow.prefix && `/${flow.prefix}`}`;
  const day = startedAt.toISOString().slice(0, 10);
  const folder = `${destination}/${flow.name}/${day.replaceAll("-", "/")}/${executionId}/`;
  const event = endOfRunEvent({
    ...{ flow: flow.name, executionId, succeeded: true, rows: 1, failedRows: 0, bytes: 1 },
    ...{ startedAt, endedAt: startedAt, object: flow.object, scheduled: true },
    ...{ destination, account: "000000000000", region: "eu-west-1" },
  });
  return { destination, folder, event, day: day.replaceAll("-", "") };
}

async function python({ python, env }: MotoServer, script: string, args: string[], input = "") {
  const running = run(python, [join(import.meta.dirname, script), ...args], {
    env: { PATH: process.env.PATH, ...env },
    maxBuffer: 1e7,
  });
  running.child.stdin?.end(input);
  const { stdout } = await running;
  return stdout === "" ? undefined : JSON.parse(stdout);
}

const monday = new Date("2026-03-02T06:00:00Z");

// Each difference from what the published sample registers for the same file, and why (docs/adr/0009).

/** Additions: what the table comes from, how sensitive it is, and the labels that the source gives its fields. */
const tableAdditions = [
  "Parameters.lakewright.flow",
  "Parameters.lakewright.typed_by",
  "Parameters.sensitivity",
  ...Array.from({ length: 8 }, (_, index) => `StorageDescriptor.Columns.${index}.Parameters`),
  "StorageDescriptor.Columns.0.Comment",
  "StorageDescriptor.Columns.1.Comment",
];
const partitionDifferences = {
  "StorageDescriptor.Location":
    "fault: the sample leaves out the flow's name, where AppFlow always writes, so its partition is empty",
  "StorageDescriptor.Columns": "addition: an empty list, which says that the table's columns hold",
  "StorageDescriptor.SortColumns": "addition: an empty list, as the table has",
  "Parameters.lakewright.execution_id": "addition: the run that the partition shows",
  "Parameters.lakewright.started_at": "addition: by which a later run is told from an earlier one",
};
/** Where and when it was registered. */
const incidental = ["DatabaseName", "CreateTime", "CreationTime", "UpdateTime"];

test("registers the table and partition that awswrangler writes, but for the differences that are listed", async (context) => {
  const { server, put, table, partitions, invoke } = await lakeFor(context);
  const { destination, folder, event, day } = runOf(increments, "e1", monday);
  await put(`${folder}part-0001.parquet`, await parquetOf(accounts));
  const { answer, lines } = await invoke("register-run", queued(event));
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(lines).toMatchObject([{ table: "created", partition: "created", RunsRegistered: 1 }]);

  const flowFolder = `${destination}/${increments.name}/`;
  const sample = { database: "sample", table: "account", destination, flowFolder, folder, day };
  await python(server, "published_sample.py", [], JSON.stringify(sample));
  const both = async (ask: (database: string) => Promise<unknown>) => {
    const found = differences(await ask("crm"), await ask("sample"));
    return Object.keys(found).filter((path) => !incidental.includes(path));
  };
  const differing = await both((database) => table(database, "account"));
  expect(differing.sort()).toEqual([...tableAdditions].sort());
  const one = async (database: string) => (await partitions(database, "account"))[0];
  expect((await both(one)).sort()).toEqual(Object.keys(partitionDifferences).sort());
});

test("awswrangler and boto3 read what we register, and find no rows where the sample looks", async (context) => {
  const { server, put, invoke } = await lakeFor(context);
  const { destination, folder, event, day } = runOf(increments, "e1", monday);
  await put(`${folder}part-0001.parquet`, await parquetOf(accounts));
  await invoke("register-run", queued(event));
  const seen = await python(server, "read_registered.py", ["crm", "account"]);
  expect(seen.columns).toEqual([
    ["id", "string", false, "Account ID"],
    ["name", "string", false, "Account Name"],
    ["active__c", "boolean", false, ""],
    ["staff__c", "int", false, ""],
    ["views__c", "bigint", false, ""],
    ["revenue__c", "double", false, ""],
    ["closed__c", "date", false, ""],
    ["systemmodstamp", "timestamp", false, ""],
    ["load_date", "string", true, ""],
  ]);
  expect(seen.rows).toEqual({ [day]: ["001A"] });
  expect(Object.values(seen.partitions)).toEqual([[day]]);

  const flowFolder = `${destination}/${increments.name}/`;
  const sample = { database: "sample", table: "account", destination, flowFolder, folder, day };
  await python(server, "published_sample.py", [], JSON.stringify(sample));
  const theirs = await python(server, "read_registered.py", ["sample", "account"]);
  expect(theirs.types).toEqual(seen.types);
  expect(theirs.rows).toEqual({ [day]: [] });
});

test("parallel and repeated events of one table leave one table with every column and partition", async (context) => {
  const { put, table, partitions, invoke } = await lakeFor(context);
  const tuesday = new Date("2026-03-03T06:00:00Z");
  const runs = [runOf(increments, "e1", monday), runOf(increments, "e2", tuesday)];
  const files = [accounts, `${accounts}, 'x' AS "Added__c"`];
  for (const [index, { folder }] of runs.entries())
    await put(`${folder}f.parquet`, await parquetOf(files[index] ?? ""));
  const events = [...runs, ...runs].map(({ event }) => event);
  const answers = await Promise.all(events.map((event) => invoke("register-run", queued(event))));
  expect(answers.map(({ answer }) => answer)).toEqual(Array(4).fill({ batchItemFailures: [] }));
  const made = answers.flatMap(({ lines }) => lines.map((line) => line.table));
  expect(made.filter((each) => each === "created")).toHaveLength(1);
  const columns = (await table("crm", "account"))?.StorageDescriptor?.Columns ?? [];
  expect(columns.map(({ Name }) => Name)).toContain("added__c");
  expect(columns).toHaveLength(9);
  const values = (await partitions("crm", "account")).map(({ Values }) => Values);
  expect(values.sort()).toEqual([["20260302"], ["20260303"]]);
});

test("a table that the sample has made is kept as it is, and its empty partition points to the files", async (context) => {
  const { server, put, table, partitions, invoke } = await lakeFor(context);
  const { destination, folder, event, day } = runOf(increments, "e1", monday);
  await put(`${folder}f.parquet`, await parquetOf(accounts));
  const flowFolder = `${destination}/${increments.name}/`;
  const sample = { database: "crm", table: "account", destination, flowFolder, folder, day };
  await python(server, "published_sample.py", [], JSON.stringify(sample));
  const before = await table("crm", "account");
  const { lines } = await invoke("register-run", queued(event));
  expect(lines).toMatchObject([{ table: "unchanged", partition: "updated" }]);
  expect(await table("crm", "account")).toEqual(before);
  const [shown] = await partitions("crm", "account");
  expect(shown?.StorageDescriptor?.Location).toBe(`${flowFolder}2026/03/02/`);
});

test("slices of a first load become partitions of their flow's table, under the days of their upper cuts", async (context) => {
  const { put, table, partitions, invoke } = await lakeFor(context);
  const slices = [1, 2].map((n) =>
    runOf({ ...cut, name: `${cut.name}-first-${n}` }, `e${n}`, monday),
  );
  for (const { folder } of slices) await put(`${folder}f.parquet`, await parquetOf(accounts));
  const { answer } = await invoke("register-run", queued(...slices.map(({ event }) => event)));
  expect(answer).toEqual({ batchItemFailures: [] });
  const shown = await partitions("crm", "task");
  expect(shown.map(({ Values, StorageDescriptor: at }) => [Values?.[0], at?.Location])).toEqual([
    ["20200101", slices[0]?.folder],
    ["20240101", slices[1]?.folder],
  ]);
  expect((await table("crm", "task"))?.StorageDescriptor?.Location).toBe(
    `s3://${rawBucket}/${cut.name}/`,
  );
});

test("a run without rows makes a table from the labels and no partition; a changed type is counted and changes no column", async (context) => {
  const { put, table, partitions, invoke } = await lakeFor(context);
  const empty = await invoke("register-run", queued(runOf(increments, "e0", monday).event));
  expect(empty.lines).toMatchObject([{ table: "created", partition: "none" }]);
  expect(await partitions("crm", "account")).toEqual([]);
  for (const [executionId, select] of [
    ["e1", accounts],
    ["e2", `SELECT 1::INTEGER AS "Id", 'Ada' AS "Name"`],
  ] as const) {
    const { folder, event } = runOf(increments, executionId, monday);
    await put(`${folder}f.parquet`, await parquetOf(select));
    const { lines } = await invoke("register-run", queued(event));
    const conflicts = [{ column: "id", registered: "string", stored: "int" }];
    if (executionId === "e2") expect(lines).toMatchObject([{ TypeConflicts: 1, conflicts }]);
  }
  const columns = (await table("crm", "account"))?.StorageDescriptor?.Columns ?? [];
  expect(columns[0]).toMatchObject({ Name: "id", Type: "string", Comment: "Account ID" });
});

test("where the database is not deployed the event comes again, and says what to deploy", async (context) => {
  const { put, server, appflow } = await lakeFor(context);
  const elsewhere = await deployHandlers([{ ...increments, database: "absent" }]);
  const { folder, event } = runOf(increments, "e1", monday);
  await put(`${folder}f.parquet`, await parquetOf(accounts));
  const env = { ...server.env, AWS_ENDPOINT_URL_APPFLOW: appflow.endpoint };
  const { answer, lines } = await elsewhere.invoke("register-run", queued(event), env);
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "m0" }] });
  const hint = expect.stringContaining("deployed with data_lake");
  expect(lines).toMatchObject([{ error: 'the catalog has no database "absent"', hint }]);
});

test("of two full runs of a day the later one is shown, whichever event comes last or twice", async (context) => {
  const { put, partitions, invoke } = await lakeFor(context);
  const early = runOf(full, "e1", monday);
  const late = runOf(full, "e2", new Date("2026-03-02T18:00:00Z"));
  for (const { folder } of [early, late])
    await put(`${folder}f.parquet`, await parquetOf(accounts));
  const { lines } = await invoke("register-run", queued(late.event, early.event, late.event));
  expect(lines.map(({ partition }) => partition)).toEqual(["created", "unchanged", "unchanged"]);
  const [shown] = await partitions("crm", "case");
  expect(shown?.StorageDescriptor?.Location).toBe(late.folder);
});

test("a run whose event was missed is found in AppFlow's records and registered, once; a flow that fails stops no other", async (context) => {
  const { appflow, put, partitions, invoke } = await lakeFor(context);
  const yesterday = new Date(Date.now() - 86_400_000);
  const { folder, day } = runOf(full, "e1", yesterday);
  await put(`${folder}f.parquet`, await parquetOf(accounts));
  const startedAt = yesterday.getTime() / 1000;
  const brought = {
    ...{ executionId: "e1", executionStatus: "Successful" as const, startedAt },
    ...{ lastUpdatedAt: startedAt, executionResult: { recordsProcessed: 1 } },
  };
  const empty = { ...brought, executionId: "e0", executionResult: { recordsProcessed: 0 } };
  appflow.state.executions = { [full.name]: [brought, empty] };
  appflow.state.failingFlows = { [increments.name]: "AccessDeniedException" };
  const first = await invoke("reconcile-runs", {});
  expect(first.answer).toEqual({ flows: 5, registered: 1, failures: 1 });
  expect(first.lines).toMatchObject([
    { flow: full.name, executionId: "e1", partition: "created", RunsReconciled: 1 },
    { flow: increments.name, name: "AccessDeniedException", ReconciliationsFailed: 1 },
  ]);
  expect((await partitions("crm", "case")).map(({ Values }) => Values)).toEqual([[day]]);
  appflow.state.failingFlows = {};
  const second = await invoke("reconcile-runs", {});
  expect(second.answer).toEqual({ flows: 5, registered: 0, failures: 0 });
});
