import { expect, test } from "vitest";
import { mergeCurrent } from "../../../src/flows/use-cases/merge-current.ts";
import { contextOf, day, field, type LakeUnderTest, row } from "./lake-under-test.ts";

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

  test("rows that an overlap reads again are neither written nor counted again", async () => {
    const { rows, source, under, flow, run, rowsOf } = lake();
    rows.push(row("gone", "2026-03-01T05:30:00Z", { IsDeleted: true }));
    rows.push(row("fresh", "2026-03-01T05:45:00Z", { Name: null, Revenue: null }));
    const overlapping = flow({ overlapSeconds: 3600 });
    await run([overlapping]);
    source.setNow(day(2));
    const { runs } = await run([overlapping]);
    expect(runs).toMatchObject([{ kind: "increment", rows: 0, rowsRead: 2 }]);
    const [ended] = await under.ports.ledger.runs({ limit: 1 });
    expect(ended).toMatchObject({ status: "succeeded", rows: 0, rowsRead: 2 });
    expect(await under.ports.ledger.files(overlapping.name, { afterSequence: 1 })).toEqual([]);
    const days = await under.ports.catalog.partitions("crm", "account");
    expect(days.map(({ Values }) => Values)).toEqual([["20260301"]]);
    expect(await rowsOf("SELECT count(*) FROM crm_ext.account")).toEqual([["5"]]);
    expect(await under.ports.ledger.bookmark(overlapping.name)).toEqual({ to: day(2) });
  });

  test("a deleted row is not written again after a merge left it out", async () => {
    const { rows, source, under, flow, run } = lake();
    const overlapping = flow({ overlapSeconds: 86_400 });
    await run([overlapping]);
    Object.assign(rows[1] ?? {}, { IsDeleted: true, SystemModstamp: "2026-03-01T20:00:00Z" });
    source.setNow(day(2));
    await run([overlapping]);
    await mergeCurrent(contextOf(under.ports, [overlapping]), overlapping, true);
    source.setNow(day(3));
    expect((await run([overlapping])).runs).toMatchObject([{ rows: 0, rowsRead: 1 }]);
  });

  test("of a row that an overlap reads again, a value that moved without a stamp is written", async () => {
    const { rows, source, flow, run, rowsOf } = lake();
    const overlapping = flow({ overlapSeconds: 86_400 });
    const revenue = () => rowsOf("SELECT revenue FROM crm_current.account WHERE id = 'c'");
    await run([overlapping]);
    for (const [at, value] of [
      [2, 2.5],
      [3, 1.5],
    ] as const) {
      Object.assign(rows[2] ?? {}, { Revenue: value });
      source.setNow(day(at, "00:00:00"));
      const { runs } = await run([flow({ overlapSeconds: 3 * 86_400 })]);
      expect(runs).toMatchObject([{ rows: 1 }]);
      expect(await revenue()).toEqual([[value]]);
    }
  });

  test("a row that a full reload no longer had, and that is back with its old stamp, comes back", async () => {
    const { rows, source, flow, run, ids } = lake();
    const overlapping = flow({ overlapSeconds: 86_400 });
    await run([overlapping]);
    const [c] = rows.splice(2, 1);
    source.setNow(day(1, "07:00:00"));
    await run([overlapping], { names: ["Account"], full: true });
    if (c) rows.push(c);
    source.setNow(day(1, "08:00:00"));
    await run([overlapping], { names: ["Account"] });
    expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
  });

  test("without a key, rows that are read again are told by all their values", async () => {
    const { rows, source, flow, run, rowsOf } = lake();
    const keyless = flow({ overlapSeconds: 86_400, excludeFields: ["Id"] });
    await run([keyless]);
    rows.push(row("d", "2026-03-01T05:00:00Z"));
    source.setNow(day(2));
    expect((await run([keyless])).runs).toMatchObject([{ rows: 1, rowsRead: 2 }]);
    expect(await rowsOf("SELECT count(*) FROM crm_current.account", [keyless])).toEqual([["4"]]);
  });

  test("a first window, a backfill and a reload are exact, and write all that they read", async () => {
    const { rows, source, under, flow, run } = lake();
    const from = new Date("2026-02-28T00:00:00Z");
    const overlapping = flow({ overlapSeconds: 36_000, firstLoad: from });
    rows.push(row("d", "2026-02-27T23:59:59Z"));
    expect((await run([overlapping])).runs).toMatchObject([{ rows: 1, rowsRead: 1 }]);
    source.setNow(day(2));
    const names = ["Account"];
    const backfill = { names, from: new Date("2026-02-28T22:00:00Z"), to: day(1) };
    expect((await run([overlapping], backfill)).runs).toMatchObject([{ rows: 1, rowsRead: 1 }]);
    const full = await run([flow({ overlapSeconds: 36_000 })], { names, full: true });
    expect(full.runs).toMatchObject([{ rows: 4, rowsRead: 4 }]);
    expect(await under.ports.ledger.bookmark(flow().name)).toEqual({ to: day(2) });
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
