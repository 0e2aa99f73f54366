import { beforeEach, describe, expect, test } from "vitest";
import type { RunOpening, RunSuccess } from "../../src/catalog/domain/run.ts";
import type { Ledger, LoadedFileRange, RunFilter } from "../../src/catalog/ports/ledger.ts";
import type { EventBus } from "../../src/core/ports/event-bus.ts";
import { accountFields, opening, success } from "./sample-runs.ts";

/** A ledger, the bus whose outbox it writes to, and a way to act as if the process had been killed. */
export interface LedgerUnderTest {
  readonly ledger: Ledger;
  readonly events: EventBus;
  /** Runs that are open now belong to a dead process from here on. */
  readonly killProcess: () => Promise<void>;
}

/** Contract of every ledger. `make` gives an empty one. */
export function ledgerContract(name: string, make: () => Promise<LedgerUnderTest>): void {
  describe(`${name} as a ledger`, () => {
    let made: LedgerUnderTest;
    beforeEach(async () => {
      made = await make();
    });
    openingTests(() => made);
    endingTests(() => made);
    interruptionTests(() => made);
    fieldTests(() => made.ledger);
    fileTests(() => made.ledger);
    driftTests(() => made.ledger);
    snapshotTests(() => made.ledger);
    restoringTests(() => made.ledger);
  });
}

type Made = () => LedgerUnderTest;

/** Opens a run and ends it well. */
async function runWell(
  ledger: Ledger,
  run: Partial<RunOpening>,
  ended: Partial<RunSuccess> = {},
): Promise<void> {
  const opened = opening(run);
  await ledger.openRun(opened);
  await ledger.succeedRun(opened.executionId, { ...success(opened), ...ended });
}

function openingTests(made: Made): void {
  test("remembers an opened run with all it was opened with", async () => {
    await made().ledger.openRun(opening({ executionId: "r1" }));
    expect(await made().ledger.run("r1")).toEqual({
      ...opening({ executionId: "r1" }),
      sequence: expect.any(Number),
      status: "running",
      endedAt: undefined,
      rows: 0,
      rowsRead: 0,
      bytesRead: 0,
      error: undefined,
    });
    expect(await made().ledger.run("r2")).toBeUndefined();
  });
  test("refuses to run a flow that is being run, and lets another flow run", async () => {
    await made().ledger.openRun(opening({ executionId: "r1" }));
    await expect(made().ledger.openRun(opening({ executionId: "r2" }))).rejects.toMatchObject({
      code: "flow_busy",
      message: expect.stringMatching(/process \d+/),
    });
    expect(await made().ledger.run("r2")).toBeUndefined();
    await made().ledger.openRun(opening({ executionId: "r3", flow: "contact" }));
  });
  test("numbers runs upwards, lists them newest first, as the filter asks", async () => {
    await runWell(made().ledger, { executionId: "r1" });
    await runWell(made().ledger, { executionId: "r2", flow: "contact" });
    await runWell(made().ledger, { executionId: "r3" });
    const ids = async (filter: RunFilter) =>
      (await made().ledger.runs(filter)).map(({ executionId }) => executionId);
    expect(await ids({})).toEqual(["r3", "r2", "r1"]);
    expect(await ids({ flow: "account" })).toEqual(["r3", "r1"]);
    expect(await ids({ limit: 1 })).toEqual(["r3"]);
    expect(await ids({ flow: "contact", limit: 5 })).toEqual(["r2"]);
    const later = new Date("2026-01-06T10:00:00.001Z");
    await made().ledger.openRun(opening({ executionId: "r4", kind: "full", startedAt: later }));
    expect(await ids({ kind: "full" })).toEqual(["r4"]);
    expect(await ids({ startedSince: later })).toEqual(["r4"]);
    expect(await ids({ startedSince: new Date(later.getTime() + 1) })).toEqual([]);
    expect(await ids({ flow: "account", status: "succeeded" })).toEqual(["r3", "r1"]);
    const numbers = (await made().ledger.runs({})).map(({ sequence }) => sequence);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    expect(new Set(numbers).size).toBe(4);
  });
}

function endingTests(made: Made): void {
  test("makes everything that a good run brought visible together", async () => {
    const { ledger, events } = made();
    const run = opening({ executionId: "r1" });
    await ledger.openRun(run);
    expect(await ledger.files("account")).toEqual([]);
    expect(await ledger.bookmark("account")).toBeUndefined();
    expect(await ledger.fieldsOfRun("r1")).toBeUndefined();
    const end = success(run);
    await ledger.succeedRun("r1", end);
    expect(await ledger.run("r1")).toMatchObject({
      status: "succeeded",
      endedAt: end.endedAt,
      rows: end.rows,
      rowsRead: end.rowsRead,
      bytesRead: end.bytesRead,
    });
    expect(await ledger.bookmark("account")).toEqual({ to: end.bookmark });
    expect((await ledger.files("account")).map(({ uri }) => uri)).toEqual(
      end.files.map(({ uri }) => uri),
    );
    expect(await ledger.fieldsOfRun("r1")).toEqual(accountFields);
    expect(await events.pending()).toEqual([end.event]);
  });
  test("leaves the bookmark where it is when the run does not move it", async () => {
    await runWell(made().ledger, { executionId: "r1" });
    const before = await made().ledger.bookmark("account");
    await runWell(made().ledger, { executionId: "r2" }, { bookmark: undefined });
    expect(await made().ledger.bookmark("account")).toEqual(before);
    const later = new Date("2026-02-01T00:00:00Z");
    await runWell(made().ledger, { executionId: "r3" }, { bookmark: later });
    expect(await made().ledger.bookmark("account")).toEqual({ to: later });
    expect(await made().ledger.bookmark("contact")).toBeUndefined();
  });
  test("records a failure with its code, brings nothing, and frees the flow", async () => {
    const { ledger, events } = made();
    await ledger.openRun(opening({ executionId: "r1" }));
    const endedAt = new Date("2026-01-05T01:02:03.456Z");
    await ledger.failRun("r1", {
      endedAt,
      status: "failed",
      code: "disk_full",
      message: "no space",
    });
    expect(await ledger.run("r1")).toMatchObject({
      status: "failed",
      endedAt,
      error: { code: "disk_full", message: "no space" },
    });
    expect(await events.pending()).toEqual([]);
    await ledger.openRun(opening({ executionId: "r2" }));
  });
  test("keeps a run as it first ended", async () => {
    const { ledger } = made();
    const failure = { endedAt: new Date(0), status: "failed" as const, code: "x", message: "y" };
    await runWell(ledger, { executionId: "r1" });
    await ledger.failRun("r1", failure);
    expect((await ledger.run("r1"))?.status).toBe("succeeded");
    const second = opening({ executionId: "r2" });
    await ledger.openRun(second);
    await ledger.failRun("r2", failure);
    await expect(ledger.succeedRun("r2", success(second))).rejects.toMatchObject({
      code: "flow_busy",
    });
    expect(await ledger.files("account", { executionId: "r2" })).toEqual([]);
  });
  test("does not know runs that were never opened", async () => {
    const end = success(opening({ executionId: "ghost" }));
    await expect(made().ledger.succeedRun("ghost", end)).rejects.toThrow("ghost");
    const failure = { endedAt: new Date(0), status: "failed" as const, code: "x", message: "y" };
    await expect(made().ledger.failRun("ghost", failure)).rejects.toThrow("ghost");
  });
}

function interruptionTests(made: Made): void {
  test("lists runs of a killed process, which no longer block their flow", async () => {
    const { ledger, killProcess } = made();
    await ledger.openRun(opening({ executionId: "r1" }));
    expect(await ledger.interruptedRuns()).toEqual([]);
    await killProcess();
    expect((await ledger.interruptedRuns()).map(({ executionId }) => executionId)).toEqual(["r1"]);
    await runWell(ledger, { executionId: "r2" });
    expect((await ledger.interruptedRuns()).map(({ executionId }) => executionId)).toEqual(["r1"]);
  });
  test("stops listing an interrupted run once it was ended as such, even twice", async () => {
    const { ledger, killProcess } = made();
    await ledger.openRun(opening({ executionId: "r1" }));
    await killProcess();
    for (const message of ["first", "second"])
      await ledger.failRun("r1", {
        endedAt: new Date(0),
        status: "interrupted",
        code: "interrupted",
        message,
      });
    expect(await ledger.interruptedRuns()).toEqual([]);
    expect((await ledger.run("r1"))?.error?.message).toBe("first");
  });
}

function fieldTests(ledger: () => Ledger): void {
  const renamed = accountFields.map((field) => ({ ...field, label: `${field.label}!` }));
  test("knows the fields of the last good run, passing over failures and reconciliations", async () => {
    expect(await ledger().lastFields("account")).toBeUndefined();
    await runWell(ledger(), { executionId: "r1" });
    await runWell(ledger(), { executionId: "r2" }, { fields: renamed });
    await runWell(ledger(), { executionId: "r3", kind: "reconcile" }, { fields: accountFields });
    await ledger().openRun(opening({ executionId: "r4" }));
    expect(await ledger().lastFields("account")).toEqual(renamed);
    expect(await ledger().fieldsOfRun("r1")).toEqual(accountFields);
    expect(await ledger().fieldsOfRun("r4")).toBeUndefined();
  });
  test("gives equal fields one id, and each id its fields", async () => {
    await runWell(ledger(), { executionId: "r1" });
    const reordered = accountFields.map(({ name, label, type, calculated }) => ({
      calculated,
      type,
      label,
      name,
    }));
    await runWell(ledger(), { executionId: "r2" }, { fields: reordered });
    await runWell(ledger(), { executionId: "r3" }, { fields: renamed });
    const ids = new Set((await ledger().files("account")).map(({ schemaId }) => schemaId));
    expect(ids.size).toBe(2);
    const lists = await Promise.all([...ids].map((id) => ledger().fields(id)));
    expect(lists).toEqual([accountFields, renamed]);
    await expect(ledger().fields("0000000000000000")).rejects.toThrow("0000000000000000");
  });
}

function fileTests(ledger: () => Ledger): void {
  test("finds files by load date, by run and after a run, in run order", async () => {
    for (const [index, day] of ["2026-01-05", "2026-01-06", "2026-01-06", "2026-01-08"].entries())
      await runWell(ledger(), {
        executionId: `r${index}`,
        startedAt: new Date(`${day}T23:59:59.999Z`),
      });
    await runWell(ledger(), { executionId: "c", flow: "contact" });
    const found = async (range?: LoadedFileRange) => [
      ...new Set((await ledger().files("account", range)).map(({ executionId }) => executionId)),
    ];
    expect(await found()).toEqual(["r0", "r1", "r2", "r3"]);
    expect(await found({ from: "20260106" })).toEqual(["r1", "r2", "r3"]);
    expect(await found({ to: "20260106" })).toEqual(["r0", "r1", "r2"]);
    expect(await found({ from: "20260106", to: "20260106" })).toEqual(["r1", "r2"]);
    expect(await found({ executionId: "r2" })).toEqual(["r2"]);
    expect(await found({ executionId: "c" })).toEqual([]);
    const { sequence } = (await ledger().run("r1")) ?? { sequence: -1 };
    expect(await found({ afterSequence: sequence })).toEqual(["r2", "r3"]);
    expect(await found({ afterSequence: sequence, from: "20260107" })).toEqual(["r3"]);
  });
  test("says of each file what is needed to read it, in the order the run gave", async () => {
    const run = opening({ executionId: "r1", startedAt: new Date("2026-01-05T10:00:00Z") });
    await ledger().openRun(run);
    const files = ["b", "a", "c"].map((name, index) => ({
      uri: `${run.target}${name}.parquet`,
      rows: index,
      bytes: 2 ** 40 + index,
    }));
    await ledger().succeedRun("r1", { ...success(run), files });
    const { sequence } = (await ledger().run("r1")) ?? { sequence: -1 };
    const shared = { executionId: "r1", sequence, loadDate: "20260105" };
    expect(await ledger().files("account")).toEqual(
      files.map((file) => ({ ...file, ...shared, schemaId: expect.any(String) })),
    );
  });
}

function driftTests(ledger: () => Ledger): void {
  test("lists drift with its run, newest first", async () => {
    const added = { change: "added", field: "A__c", before: undefined, after: "string" } as const;
    const removed = { change: "removed", field: "B__c", before: "int", after: undefined } as const;
    await runWell(ledger(), { executionId: "r1" }, { drift: [added] });
    await runWell(ledger(), { executionId: "r2" }, { drift: [removed, added] });
    await runWell(ledger(), { executionId: "c", flow: "contact" }, { drift: [added] });
    const { endedAt: at } = success(opening({}));
    expect(await ledger().drift({ flow: "account" })).toEqual([
      { ...removed, flow: "account", executionId: "r2", at },
      { ...added, flow: "account", executionId: "r2", at },
      { ...added, flow: "account", executionId: "r1", at },
    ]);
    const first = (await ledger().run("r1"))?.sequence ?? 0;
    const after = await ledger().drift({ flow: "account", afterSequence: first });
    expect(after.map(({ executionId }) => executionId)).toEqual(["r2", "r2"]);
    const newest = await ledger().drift({ limit: 1 });
    expect(newest.map(({ executionId }) => executionId)).toEqual(["c"]);
  });
}

function snapshotTests(ledger: () => Ledger): void {
  test("keeps the newest merged snapshot of each flow with its fields", async () => {
    expect(await ledger().snapshot("account")).toBeUndefined();
    const snapshot = {
      flow: "account",
      uri: "s3://curated/account/1.parquet",
      rows: 5,
      sequence: 1,
      mergedAt: new Date("2026-01-05T10:00:00.001Z"),
    };
    await ledger().saveSnapshot(snapshot, accountFields, undefined);
    const next = { ...snapshot, uri: "s3://curated/account/2.parquet", sequence: 2 };
    await ledger().saveSnapshot(next, accountFields, snapshot.uri);
    const late = { ...snapshot, uri: "s3://curated/account/3.parquet" };
    expect(await ledger().saveSnapshot(late, accountFields, snapshot.uri)).toBe("conflict");
    expect(await ledger().saveSnapshot(late, accountFields, undefined)).toBe("conflict");
    const found = await ledger().snapshot("account");
    expect(found).toEqual({ ...next, schemaId: expect.any(String) });
    expect(await ledger().fields(found?.schemaId ?? "")).toEqual(accountFields);
    expect(await ledger().snapshot("contact")).toBeUndefined();
  });
}

function restoringTests(ledger: () => Ledger): void {
  const found = (executionId: string) => {
    const { event: _, drift: __, bookmark: ___, ...ended } = success(opening({ executionId }));
    return { ...opening({ executionId }), ...ended };
  };
  test("a run that was lost is written down again in its flow's order, once", async () => {
    await runWell(ledger(), { executionId: "other", flow: "other" });
    await runWell(ledger(), { executionId: "r3" });
    for (const id of ["r2", "r2", "r1", "r4"]) await ledger().restoreRun(found(id));
    const ids = (await ledger().runs({ flow: opening({}).flow })).map((run) => run.executionId);
    expect(ids).toEqual(["r4", "r3", "r2", "r1"]);
    expect(await ledger().fieldsOfRun("r2")).toEqual(found("r2").fields);
  });
  test("a bookmark that is there stays, and a file that is forgotten is read no more", async () => {
    await runWell(ledger(), { executionId: "r1" });
    const { flow } = opening({});
    const before = await ledger().bookmark(flow);
    await ledger().restoreBookmark(flow, new Date(0));
    expect(await ledger().bookmark(flow)).toEqual(before ?? { to: new Date(0) });
    for (const { uri } of await ledger().files(flow)) await ledger().forgetFile(uri);
    expect(await ledger().files(flow)).toEqual([]);
  });
}
