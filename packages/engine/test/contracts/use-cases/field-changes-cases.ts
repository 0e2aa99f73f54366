import { expect, test } from "vitest";
import { platformStatus } from "../../../src/flows/use-cases/platform-status.ts";
import { day, field, type LakeUnderTest, row } from "./lake-under-test.ts";

/** Fields that come, go and change, and how they are read. */
export function fieldChangesCases(lake: () => LakeUnderTest): void {
  test("a new field becomes a drifted, unclassified column; a removed one stays and is empty from then on", async () => {
    const { rows, fields, source, under, flow, run, rowsOf } = lake();
    await run([flow()]);
    fields.splice(1, 1, field("Segment__c", "picklist"));
    rows.push({ ...row("d", "2026-03-01T08:00:00Z"), Segment__c: "gold" });
    source.setNow(day(2));
    expect((await run([flow()])).failures).toEqual([]);
    expect(
      await rowsOf(
        "SELECT id, name, segment__c FROM crm_current.account WHERE id IN ('a','d') ORDER BY id",
      ),
    ).toEqual([
      ["a", "name of a", null],
      ["d", null, "gold"],
    ]);
    const status = await platformStatus(under.ports, [flow()]);
    expect(status.drift.map(({ change, field }) => [change, field]).toSorted()).toEqual([
      ["added", "Segment__c"],
      ["removed", "Name"],
    ]);
    expect(status.flows[0]).toMatchObject({
      driftedColumns: ["segment__c"],
      unclassifiedColumns: ["segment__c"],
    });
  });

  test("a changed type stops the flow before anything is loaded, and says which field", async () => {
    const { fields, source, flow, run, ids } = lake();
    await run([flow()]);
    fields.splice(2, 1, field("Revenue", "string"));
    source.setNow(day(2));
    const { failures } = await run([flow()]);
    expect(failures[0]?.error).toMatchObject({
      code: "type_changed",
      message: expect.stringContaining("Revenue"),
    });
    expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
  });

  test("REST and Bulk load identical values, and neither loads compound fields", async () => {
    const { flow, run, rowsOf } = lake();
    const flows = [flow({ api: "rest" }), flow({ api: "bulk", name: "f-bulk", database: "crm2" })];
    const { runs } = await run(flows);
    expect(runs.map(({ api }) => api)).toEqual(["rest", "bulk"]);
    const rest = await rowsOf("SELECT * FROM crm_current.account ORDER BY id", flows);
    expect(await rowsOf("SELECT * FROM crm2_current.account ORDER BY id", flows)).toEqual(rest);
    expect(rest[0]).toEqual([
      "a",
      "name of a",
      1.5,
      true,
      false,
      "2026-02-01 00:00:00+00",
      "20260301",
    ]);
  });

  test("an object that one API cannot read comes through another, and both attempts are on record", async () => {
    const { source, under, flow, run } = lake();
    source.count = async () => undefined;
    source.refuseApi("bulk");
    expect((await run([flow()])).runs).toMatchObject([{ api: "rest", rows: 3 }]);
    const runs = await under.ports.ledger.runs({});
    expect(runs.map(({ api, status }) => [api, status])).toEqual([
      ["rest", "succeeded"],
      ["bulk", "failed"],
    ]);
  });

  test("a flow that insists on an API fails where that one cannot read its object", async () => {
    const { source, flow, run } = lake();
    source.refuseApi("bulk");
    const { runs, failures } = await run([flow({ api: "bulk" })]);
    expect(runs).toEqual([]);
    expect(failures).toMatchObject([{ error: { code: "bulk_unsupported" } }]);
  });

  test("a source may name its API, key, deleted mark and stamp as it likes", async () => {
    const { rows, fields, source, under, flow, run, ids } = lake();
    source.chooseApi = () => "cursor";
    source.rowFields = async () => ({ key: "Id", deletedMark: "Gone", changeStamps: ["Saved"] });
    fields.splice(5, 2, field("Gone", "boolean"), field("Saved", "datetime"));
    for (const row of rows) Object.assign(row, { Gone: row.Id === "b", Saved: row.SystemModstamp });
    const { runs, failures } = await run([flow({ includeDeleted: false })]);
    expect(failures).toEqual([]);
    expect(runs).toMatchObject([{ api: "cursor", window: { field: "Saved" } }]);
    expect((await under.ports.ledger.runs({}))[0]?.api).toBe("cursor");
    expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
  });
}
