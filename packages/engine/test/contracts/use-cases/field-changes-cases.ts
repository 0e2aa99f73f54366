import { expect, test } from "vitest";
import { PlatformError } from "../../../src/core/domain/platform-error.ts";
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

  test("an object that Bulk cannot read comes through REST, and both attempts are on record", async () => {
    const { source, under, flow, run } = lake();
    source.count = async () => undefined;
    const { extract } = source;
    source.extract = async (asked, ...rest) => {
      if (asked.api === "bulk") throw new PlatformError("bulk_unsupported", "no bulk", "use rest");
      return extract(asked, ...rest);
    };
    expect((await run([flow()])).runs).toMatchObject([{ api: "rest", rows: 3 }]);
    const runs = await under.ports.ledger.runs({});
    expect(runs.map(({ api, status }) => [api, status])).toEqual([
      ["rest", "succeeded"],
      ["bulk", "failed"],
    ]);
  });
}
