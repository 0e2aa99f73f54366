import { expect, test } from "vitest";
import { mergeCurrent } from "../../../src/flows/use-cases/merge-current.ts";
import { runFlow } from "../../../src/flows/use-cases/run-flow.ts";
import type { Ports } from "../../../src/ports.ts";
import { contextOf, day, type LakeUnderTest, row } from "./lake-under-test.ts";

/** Merging, beside runs and other merges. */
export function mergingCurrentCases(lake: () => LakeUnderTest): void {
  test("merging keeps what current shows, and runs after the merge are laid over it", async () => {
    const { rows, source, under, flow, run, rowsOf, ids } = lake();
    await run([flow()]);
    Object.assign(rows[0] ?? {}, { Name: "renamed", SystemModstamp: "2026-03-01T08:00:00Z" });
    Object.assign(rows[1] ?? {}, { IsDeleted: true, SystemModstamp: "2026-03-01T08:00:00Z" });
    source.setNow(day(2));
    // Two of three rows changed, so that the run itself finds a merge worth its cost.
    expect((await run([flow()])).merges).toMatchObject([{ rows: 2 }]);
    expect(await rowsOf("SELECT id, name, load_date FROM crm_current.account ORDER BY id")).toEqual(
      [
        ["a", "renamed", "20260302"],
        ["c", "name of c", "20260301"],
      ],
    );
    const again = await mergeCurrent(contextOf(under.ports, [flow()]), flow());
    expect(again).toBeUndefined();
    rows.push(row("d", "2026-03-02T08:00:00Z"));
    Object.assign(rows[1] ?? {}, { IsDeleted: false, SystemModstamp: "2026-03-02T08:00:00Z" });
    source.setNow(day(3));
    await run([flow()]);
    expect(await ids()).toEqual([["a"], ["b"], ["c"], ["d"]]);
  });

  test("a run that ends while another process merges is not lost from current", async () => {
    const { rows, source, under, flow, run, ids } = lake();
    await run([flow()]);
    rows.push(row("d", "2026-03-01T08:00:00Z"));
    source.setNow(day(2));
    const { runs } = under.ports.ledger;
    const raced: Ports = {
      ...under.ports,
      ledger: {
        ...under.ports.ledger,
        // Between two looks of the merge at the ledger.
        runs: async (filter) => {
          if (!filter.kind && (await runs({ flow: flow().name })).length === 1)
            await runFlow(contextOf(under.ports, [flow()]), flow(), {});
          return runs(filter);
        },
      },
    };
    await mergeCurrent(contextOf(raced, [flow()]), flow(), true);
    expect(await ids()).toEqual([["a"], ["b"], ["c"], ["d"]]);
  });

  test("two processes that merge the same flow leave current whole", async () => {
    const { under, flow, run, ids } = lake();
    await run([flow()]);
    const { publish } = under.ports.blobs;
    const merge = (ports: Ports) => mergeCurrent(contextOf(ports, [flow()]), flow(), true);
    const overtaken: Ports = {
      ...under.ports,
      blobs: {
        ...under.ports.blobs,
        publish: async (files) => {
          await publish(files);
          await merge(under.ports);
          await merge(under.ports);
        },
      },
    };
    expect(await merge(overtaken)).toBeUndefined();
    expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
    expect(await merge(under.ports)).toMatchObject({ rows: 3 });
  });
}
