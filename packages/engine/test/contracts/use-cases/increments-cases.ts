import { expect, test } from "vitest";
import { day, field, type LakeUnderTest, row } from "./lake-under-test.ts";

/** Rows of increments, and `current` over them. */
export function incrementsCases(lake: () => LakeUnderTest): void {
  test("the first run loads every row, older than 30 days too, and later runs only changes", async () => {
    const { rows, source, flow, run, ids } = lake();
    const first = await run([flow()]);
    expect(first.failures).toEqual([]);
    expect(first.runs).toMatchObject([{ kind: "full", rows: 3 }]);
    rows.push(row("d", "2026-03-01T12:00:00Z"));
    source.setNow(day(2));
    expect((await run([flow()])).runs).toMatchObject([{ kind: "increment", rows: 1 }]);
    expect(await ids()).toEqual([["a"], ["b"], ["c"], ["d"]]);
  });

  test("equal stamps on a window's edge are loaded once: windows are half open", async () => {
    const { rows, source, flow, run, rowsOf } = lake();
    rows.push(row("edge1", "2026-03-01T06:00:00Z"), row("edge2", "2026-03-01T06:00:00Z"));
    expect((await run([flow()])).runs[0]?.rows).toBe(3);
    source.setNow(day(2));
    expect((await run([flow()])).runs[0]?.rows).toBe(2);
    expect(await rowsOf("SELECT count(*), count(DISTINCT id) FROM crm_ext.account")).toEqual([
      ["5", "5"],
    ]);
  });

  test("a row that committed late with an older stamp is found by the overlap, and counted once", async () => {
    const { rows, source, flow, run, ids } = lake();
    const overlapping = flow({ overlapSeconds: 3600 });
    await run([overlapping]);
    rows.push(row("late", "2026-03-01T05:50:00Z"));
    source.setNow(day(2));
    await run([overlapping]);
    source.setNow(day(3));
    await run([overlapping]);
    expect(await ids([overlapping])).toEqual([["a"], ["b"], ["c"], ["late"]]);
  });

  test("without an overlap a late row is missed, as AppFlow misses it", async () => {
    const { rows, source, flow, run, ids } = lake();
    await run([flow()]);
    rows.push(row("late", "2026-03-01T05:50:00Z"));
    source.setNow(day(2));
    await run([flow()]);
    expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
  });

  test("an updated row shows its newest version in current and every version in the external table", async () => {
    const { rows, source, flow, run, rowsOf } = lake();
    await run([flow()]);
    Object.assign(rows[0] ?? {}, { Name: "renamed", SystemModstamp: "2026-03-01T08:00:00Z" });
    source.setNow(day(2));
    await run([flow()]);
    expect(await rowsOf("SELECT name FROM crm_current.account WHERE id = 'a'")).toEqual([
      ["renamed"],
    ]);
    expect(
      await rowsOf("SELECT load_date, name FROM crm_ext.account WHERE id = 'a' ORDER BY 1"),
    ).toEqual([
      ["20260301", "name of a"],
      ["20260302", "renamed"],
    ]);
  });

  test("a soft-deleted row leaves current and stays in the external table", async () => {
    const { rows, source, flow, run, rowsOf, ids } = lake();
    await run([flow()]);
    Object.assign(rows[1] ?? {}, { IsDeleted: true, SystemModstamp: "2026-03-01T08:00:00Z" });
    source.setNow(day(2));
    await run([flow()]);
    expect(await ids()).toEqual([["a"], ["c"]]);
    expect(await rowsOf("SELECT count(*) FROM crm_ext.account WHERE id = 'b'")).toEqual([["2"]]);
  });

  test("rows without a value in a declared incremental field come with the first load", async () => {
    const { rows, fields, flow, run } = lake();
    fields.push(field("Reviewed__c", "datetime"));
    Object.assign(rows[0] ?? {}, { Reviewed__c: "2026-02-01T00:00:00Z" });
    const reviewed = flow({ incrementalField: "Reviewed__c" });
    expect((await run([reviewed])).runs[0]?.rows).toBe(3);
  });

  test("a backfill reads its own window and leaves the bookmark alone", async () => {
    const { source, under, flow, run } = lake();
    await run([flow()]);
    const bookmark = await under.ports.ledger.bookmark(flow().name);
    source.setNow(day(2));
    const { runs } = await run([flow()], {
      names: ["Account"],
      from: new Date("2026-01-01"),
      to: new Date("2026-02-15"),
    });
    expect(runs).toMatchObject([{ kind: "increment", rows: 1 }]);
    expect(await under.ports.ledger.bookmark(flow().name)).toEqual(bookmark);
  });
}
