import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { platformStatus } from "../../../src/flows/use-cases/platform-status.ts";
import { memorySource } from "../../../src/sources/adapters/memory/memory-source.ts";
import { day, type LakeUnderTest, row } from "./lake-under-test.ts";

/** Rows that vanished without a trace. */
export function reconcilingKeysCases(lake: () => LakeUnderTest): void {
  test("a row that vanished without a trace is found by reconciling keys", async () => {
    const { rows, source, flow, run, ids } = lake();
    await run([flow()]);
    rows.splice(0, 1);
    source.setNow(day(2));
    await run([flow()]);
    expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
    const { reconciliations, failures } = await run([flow()], { reconcile: true });
    expect(failures).toEqual([]);
    expect(reconciliations).toEqual([{ flow: flow().name, vanished: 1, missing: 0, older: 0 }]);
    expect(await ids()).toEqual([["b"], ["c"]]);
    expect((await run([flow()], { reconcile: true })).reconciliations).toMatchObject([
      { vanished: 0 },
    ]);
  });

  test("a row that is missing or older here is read again, and then there is nothing left to do", async () => {
    const { rows, source, under, flow, run, rowsOf } = lake();
    await run([flow()]);
    rows.push(row("late", "2026-02-28T12:00:00Z", { Name: "it's late" }));
    rows.push(row("bin", "2026-02-28T12:00:00Z", { IsDeleted: true }));
    Object.assign(rows[0] ?? {}, { Name: "newer", SystemModstamp: "2026-02-28T12:00:00Z" });
    // Restored from a backup: its stamp went back.
    Object.assign(rows[2] ?? {}, { Name: "restored", SystemModstamp: "2026-01-01T00:00:00Z" });
    source.setNow(day(2));
    await run([flow()]);
    const { reconciliations, failures } = await run([flow()], { reconcile: true });
    expect(failures).toEqual([]);
    expect(reconciliations).toEqual([{ flow: flow().name, vanished: 0, missing: 1, older: 2 }]);
    expect(await rowsOf("SELECT id, name FROM crm_current.account ORDER BY id")).toEqual([
      ["a", "newer"],
      ["b", "name of b"],
      ["c", "restored"],
      ["late", "it's late"],
    ]);
    expect(await rowsOf("SELECT count(*) FROM crm_ext.account")).toEqual([["6"]]);
    expect(await under.ports.ledger.bookmark(flow().name)).toEqual({ to: day(2) });
    const again = await run([flow()], { reconcile: true });
    expect(again.reconciliations).toMatchObject([{ vanished: 0, missing: 0, older: 0 }]);
  });

  test("changes that a reconciliation brought are not brought again by the next increment", async () => {
    const { rows, source, flow, run, rowsOf } = lake();
    await run([flow()]);
    rows.push(row("d", "2026-03-01T12:00:00Z"));
    source.setNow(day(2));
    expect((await run([flow()], { reconcile: true })).reconciliations).toMatchObject([
      { missing: 1 },
    ]);
    expect((await run([flow()])).runs).toMatchObject([{ rows: 0, rowsRead: 1 }]);
    expect(await rowsOf("SELECT count(*) FROM crm_ext.account")).toEqual([["4"]]);
  });

  test("a row that vanished and is back with its old stamp is missing, and comes back", async () => {
    const { rows, flow, run, ids } = lake();
    await run([flow()]);
    const [a] = rows.splice(0, 1);
    await run([flow()], { reconcile: true });
    if (a) rows.unshift(a);
    expect((await run([flow()], { reconcile: true })).reconciliations).toMatchObject([
      { vanished: 0, missing: 1 },
    ]);
    expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
  });

  test("what a first load from a date leaves out is not missing, nor is anything before the first load", async () => {
    const { rows, source, flow, run, ids } = lake();
    const names = ["Account"];
    const backfill = { names, from: new Date("2026-02-28"), to: new Date("2026-03-01") };
    await run([flow()], backfill);
    expect((await run([flow()], { reconcile: true })).reconciliations).toMatchObject([
      { missing: 0, older: 0 },
    ]);
    const recent = flow({ firstLoad: new Date("2026-01-31") });
    await run([recent]);
    rows.push(row("late", "2026-02-10T00:00:00Z"), row("old", "2025-02-10T00:00:00Z"));
    source.setNow(day(2));
    expect((await run([recent], { reconcile: true })).reconciliations).toMatchObject([
      { vanished: 0, missing: 1, older: 0 },
    ]);
    expect(await ids([recent])).toEqual([["a"], ["c"], ["late"]]);
  });

  test("rows that are read again in part leave the lake as it was", async () => {
    const { rows, source, under, flow, run, ids } = lake();
    await run([flow()]);
    rows.push(row("d", "2026-02-28T12:00:00Z"), row("e", "2026-02-28T12:00:00Z"));
    const { extract } = source;
    source.extract = async (asked, ...rest) => {
      const extraction = await extract(asked, ...rest);
      return asked.keys ? { ...extraction, totalRows: () => 3 } : extraction;
    };
    const { failures } = await run([flow()], { reconcile: true });
    expect(failures).toMatchObject([{ error: { code: "count_mismatch" } }]);
    expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
    expect(await under.ports.ledger.runs({ status: "failed" })).toMatchObject([
      { kind: "reconcile", rows: 0 },
    ]);
  });

  test("an archived row, which only a query for all rows returns, has not vanished", async () => {
    const { rows, fields, source, flow, run, ids } = lake();
    rows.push(row("archived", "2025-01-01T00:00:00Z"));
    const { extract } = source;
    source.extract = (asked, ...rest) => {
      const object = { fields, rows: rows.filter(({ Id }) => Id !== "archived") };
      if (asked.includeDeleted) return extract(asked, ...rest);
      return memorySource({ objects: { Account: object }, now: day(1) }).extract(asked, ...rest);
    };
    await run([flow()]);
    Object.assign(rows[0] ?? {}, { IsDeleted: true });
    const { reconciliations } = await run([flow()], { reconcile: true });
    // The deleted row left no new stamp, so that no increment would find it.
    expect(reconciliations).toMatchObject([{ vanished: 1 }]);
    expect(await ids()).toEqual([["archived"], ["b"], ["c"]]);
  });

  test("keys that are announced and do not arrive make no row vanish", async () => {
    const { source, flow, run, ids } = lake();
    await run([flow()]);
    const { extract } = source;
    source.extract = async (...args) => {
      const { pages, totalRows } = await extract(...args);
      async function* cut() {
        for await (const page of pages) {
          if (page.rows === 1) await writeFile(page.file, page.format === "csv" ? "Id\n" : "[]");
          yield page;
        }
      }
      return { pages: cut(), totalRows };
    };
    const { failures } = await run([flow()], { reconcile: true });
    expect(failures).toMatchObject([{ error: { code: "count_mismatch" } }]);
    expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
  });

  test("keys of an object that one API cannot read come through another", async () => {
    const { rows, source, flow, run, ids } = lake();
    source.refuseApi("bulk");
    await run([flow()]);
    rows.splice(0, 1);
    expect((await run([flow()], { reconcile: true })).failures).toEqual([]);
    expect(await ids()).toEqual([["b"], ["c"]]);
  });

  test("neither a reconciliation nor a backfill makes the lake look fresher, staler or not due", async () => {
    const { source, under, flow, run } = lake();
    await run([flow()]);
    source.setNow(day(2));
    await run([flow()], { reconcile: true });
    const backfill = {
      names: ["Account"],
      from: new Date("2026-01-01"),
      to: new Date("2026-02-01"),
    };
    await run([flow()], backfill);
    const status = await platformStatus(under.ports, [flow()]);
    expect(status.flows[0]?.freshUntil).toEqual(day(1));
    expect(await run([flow()])).toMatchObject({ runs: [{ kind: "increment" }], skipped: [] });
  });

  test("a source that shows no key at all makes nothing vanish", async () => {
    const { rows, flow, run, ids } = lake();
    await run([flow()]);
    rows.splice(0, 3);
    const { failures } = await run([flow()], { reconcile: true });
    expect(failures).toMatchObject([{ error: { code: "source_refused" } }]);
    expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
  });
}
