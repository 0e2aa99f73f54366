import { expect, test } from "vitest";
import { PlatformError } from "../../../src/core/domain/platform-error.ts";
import { runFlow } from "../../../src/flows/use-cases/run-flow.ts";
import type { Ports } from "../../../src/ports.ts";
import { contextOf, day, type LakeUnderTest, row } from "./lake-under-test.ts";

/** Runs that fail leave nothing. */
export function failingRunsCases(lake: () => LakeUnderTest): void {
  test("an error after a run was recorded takes nothing away from it", async () => {
    const { source, under, flow, run, ids } = lake();
    const { succeedRun } = under.ports.ledger;
    under.ports.ledger.succeedRun = async (...args) => {
      await succeedRun(...args);
      throw new PlatformError("disk_full", "the answer got lost", "run again");
    };
    expect((await run([flow()])).failures).toHaveLength(1);
    under.ports.ledger.succeedRun = succeedRun;
    source.setNow(day(2));
    await run([flow()]);
    expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
  });

  test("a source that fails half-way leaves nothing, and the next run loads it all", async () => {
    const { source, under, flow, run, ids } = lake();
    source.failAfterPages(1);
    const failed = await run([flow()]);
    expect(failed.failures).toMatchObject([{ error: { code: "source_unreachable" } }]);
    expect(await under.ports.blobs.list("s3://gtm-dev-raw-000000000000-local/")).toEqual([]);
    expect((await run([flow()])).runs[0]?.rows).toBe(3);
    expect(await ids()).toEqual([["a"], ["b"], ["c"]]);
  });

  test("a page that cannot be written ends the run at once, not after the last page", async () => {
    const { rows, source, under, flow } = lake();
    rows.push(...Array.from({ length: 60 }, (_, i) => row(`x${i}`, "2026-02-01T00:00:00Z")));
    let pages = 0;
    const { extract } = source;
    source.extract = async (...args) => {
      const extraction = await extract(...args);
      async function* large() {
        for await (const page of extraction.pages) {
          pages++;
          yield { ...page, bytes: 1e9 };
        }
      }
      return { ...extraction, pages: large() };
    };
    const full = new PlatformError("disk_full", "the disk is full", "free some space");
    const ports: Ports = {
      ...under.ports,
      lakeWriter: { ...under.ports.lakeWriter, writeParquet: () => Promise.reject(full) },
    };
    const failed = runFlow(contextOf(ports, [flow()]), flow(), {});
    await expect(failed).rejects.toBe(full);
    expect(pages).toBeLessThan(6);
  });

  test("a source that counts more rows than it sends is caught: nothing is loaded", async () => {
    const { source, under, flow, run } = lake();
    const { extract } = source;
    under.ports.openSource(flow()).extract = async (...args) => {
      const extraction = await extract(...args);
      return { ...extraction, totalRows: () => extraction.totalRows() + 1 };
    };
    expect((await run([flow()])).failures).toMatchObject([{ error: { code: "count_mismatch" } }]);
    expect(await under.ports.ledger.bookmark(flow().name)).toBeUndefined();
  });
}
