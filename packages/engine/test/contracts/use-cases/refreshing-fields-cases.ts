import type { Schedule } from "@lakewright/config";
import { expect, test } from "vitest";
import { platformStatus } from "../../../src/flows/use-cases/platform-status.ts";
import { day, field, type LakeUnderTest, row } from "./lake-under-test.ts";

const daily: Extract<Schedule, { kind: "rate" }> = {
  kind: "rate",
  value: 1,
  unit: "days",
  expression: "rate(1days)",
};
const names = ["Account"];

/** Values that change without moving a record's stamp. */
export function refreshingFieldsCases(lake: () => LakeUnderTest): void {
  const withFormula = async () => {
    const made = lake();
    made.fields.push({ ...field("Ratio__c", "double"), calculated: true });
    for (const [at, each] of made.rows.entries()) Object.assign(each, { Ratio__c: at });
    await made.run([made.flow()]);
    const ratios = () =>
      made.rowsOf("SELECT id, name, ratio__c FROM crm_current.account ORDER BY 1");
    return { ...made, ratios };
  };

  test("a formula that moved without a stamp is read again, as a version of its own that changes nothing else", async () => {
    const { rows, source, under, flow, run, rowsOf, ratios } = await withFormula();
    Object.assign(rows[0] ?? {}, { Ratio__c: 7, Name: "not saved yet" });
    Object.assign(rows[2] ?? {}, { Ratio__c: null });
    source.setNow(day(2));
    const { refreshes, runs, failures } = await run([flow()], { names, refresh: true });
    expect([failures, runs]).toEqual([[], []]);
    expect(refreshes).toEqual([{ flow: flow().name, fields: ["Ratio__c"], rows: 2 }]);
    expect(await ratios()).toEqual([
      ["a", "name of a", 7],
      ["b", "name of b", 1],
      ["c", "name of c", null],
    ]);
    expect(
      await rowsOf(
        "SELECT load_date, id, systemmodstamp::DATE::VARCHAR FROM crm_ext.account WHERE load_date > '20260301' ORDER BY 2",
      ),
    ).toEqual([
      ["20260302", "a", "2026-02-01"],
      ["20260302", "c", "2026-02-28"],
    ]);
    const [ended] = await under.ports.ledger.runs({ limit: 1 });
    expect(ended).toMatchObject({ kind: "refresh", rows: 2, rowsRead: 3 });
    expect(await under.ports.ledger.bookmark(flow().name)).toEqual({ to: day(1) });
    expect((await run([flow()], { names, refresh: true })).refreshes).toMatchObject([{ rows: 0 }]);
  });

  test("a flow's own refresh runs when it is due, after the increment", async () => {
    const { rows, source, flow, run, ratios } = await withFormula();
    const fresh = flow({ refresh: daily });
    Object.assign(rows[0] ?? {}, { Ratio__c: 7 });
    expect((await run([fresh], { names })).refreshes).toEqual([]);
    source.setNow(day(2));
    rows.push(row("d", "2026-03-01T12:00:00Z", { Ratio__c: 3 }));
    const { runs, refreshes } = await run([fresh]);
    expect(runs).toMatchObject([{ rows: 1 }]);
    expect(refreshes).toMatchObject([{ rows: 1 }]);
    expect(await ratios()).toHaveLength(4);
    expect((await run([fresh], { names })).refreshes).toEqual([]);
    source.setNow(day(3));
    expect((await run([fresh], { names, full: true })).refreshes).toEqual([]);
    source.setNow(day(4));
    const monthly = flow({ refresh: daily, schedule: { ...daily, unit: "months" } });
    expect(await run([monthly])).toMatchObject({ runs: [], skipped: [], refreshes: [{ rows: 0 }] });
    const suspended = flow({ refresh: daily, status: "suspended" });
    source.setNow(day(5));
    expect((await run([suspended])).refreshes).toEqual([]);
  });

  test("a field that came later is told until it is filled, for rows that did not change too", async () => {
    const { rows, fields, source, under, flow, run, rowsOf } = lake();
    await run([flow()]);
    fields.push(field("Segment__c", "string"));
    for (const each of rows) Object.assign(each, { Segment__c: `segment of ${each.Id}` });
    Object.assign(rows[0] ?? {}, { SystemModstamp: "2026-03-01T12:00:00Z" });
    source.setNow(day(2));
    await run([flow()]);
    const status = async () => (await platformStatus(under.ports, [flow()])).flows[0];
    const segments = () => rowsOf("SELECT segment__c FROM crm_current.account ORDER BY id");
    expect(await segments()).toEqual([["segment of a"], [null], [null]]);
    expect((await status())?.unfilledFields).toEqual(["Segment__c"]);
    source.setNow(day(3));
    await run([flow()]);
    expect((await status())?.unfilledFields).toEqual(["Segment__c"]);
    const { refreshes } = await run([flow()], { names, refresh: true });
    expect(refreshes).toEqual([{ flow: flow().name, fields: ["Segment__c"], rows: 2 }]);
    expect(await segments()).toEqual([["segment of a"], ["segment of b"], ["segment of c"]]);
    expect((await status())?.unfilledFields).toEqual([]);
    expect((await run([flow()], { names, refresh: true })).refreshes).toEqual([]);
  });

  test("a refresh that is the first to see a field brings it, its column, and its drift", async () => {
    const { rows, fields, source, under, flow, run, rowsOf } = lake();
    await run([flow()]);
    fields.push(field("Segment__c", "string"));
    for (const each of rows) Object.assign(each, { Segment__c: "all" });
    source.setNow(day(2));
    const { refreshes, failures } = await run([flow()], { names, refresh: true });
    expect(failures).toEqual([]);
    expect(refreshes).toMatchObject([{ fields: ["Segment__c"], rows: 3 }]);
    expect(await rowsOf("SELECT DISTINCT segment__c FROM crm_current.account")).toEqual([["all"]]);
    const { flows, drift } = await platformStatus(under.ports, [flow()]);
    expect(drift).toMatchObject([{ change: "added", field: "Segment__c" }]);
    expect(flows).toMatchObject([{ unfilledFields: [], driftedColumns: ["segment__c"] }]);
  });

  test("status names the formulas of an increment, and when they are read again", async () => {
    const { under, flow } = await withFormula();
    const statusOf = async (parts = {}) => (await platformStatus(under.ports, [flow(parts)])).flows;
    expect(await statusOf({ refresh: daily })).toMatchObject([
      { formulaFields: ["Ratio__c"], refresh: "rate(1days)" },
    ]);
    expect(await statusOf({ incremental: false })).toMatchObject([{ formulaFields: [] }]);
  });

  test("what a deletion, a new row or a merge changed meanwhile is left alone", async () => {
    const { rows, source, flow, run, ratios } = await withFormula();
    Object.assign(rows[0] ?? {}, { Ratio__c: 7, IsDeleted: true });
    rows.push(row("new", "2026-03-01T12:00:00Z", { Ratio__c: 3 }));
    Object.assign(rows[1] ?? {}, { Ratio__c: 8 });
    source.setNow(day(2));
    await run([flow()], { names, refresh: true });
    expect(await ratios()).toEqual([
      ["a", "name of a", 0],
      ["b", "name of b", 8],
      ["c", "name of c", 2],
    ]);
  });

  test("a refresh whose rows are announced and do not arrive changes nothing", async () => {
    const { rows, source, under, flow, run, ratios } = await withFormula();
    Object.assign(rows[0] ?? {}, { Ratio__c: 7 });
    const { extract } = source;
    source.extract = async (...args) => ({ ...(await extract(...args)), totalRows: () => 4 });
    const { failures } = await run([flow()], { names, refresh: true });
    expect(failures).toMatchObject([{ error: { code: "count_mismatch" } }]);
    expect((await ratios())[0]).toEqual(["a", "name of a", 0]);
    expect(await under.ports.ledger.runs({ status: "failed" })).toMatchObject([
      { kind: "refresh" },
    ]);
  });
}
