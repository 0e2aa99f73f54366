import { expect, test } from "vitest";
import type { Snapshot, Snapshots } from "../../src/catalog/ports/snapshots.ts";

const snapshot = (loadId: string, status: Snapshot["status"]) => ({
  loadId,
  status,
  file: `/warehouse/${loadId}/warehouse.duckdb`,
  builtAt: new Date("2026-03-01T06:00:00Z"),
  input: `input of ${loadId}`,
  sequences: { "crm.account": 7 },
});

/** Contract of every adapter of the port. */
export function snapshotsContract(make: () => Promise<Snapshots>): void {
  test("nothing is published at first", async () => {
    const snapshots = await make();
    expect(await snapshots.published()).toBeUndefined();
    expect(await snapshots.kept()).toEqual([]);
  });

  test("the newest published state is what readers see, a failed one never", async () => {
    const snapshots = await make();
    expect(await snapshots.add(snapshot("a", "published"), undefined)).toBe("added");
    const first = await snapshots.published();
    expect(first).toMatchObject(snapshot("a", "published"));
    expect(await snapshots.add(snapshot("b", "failed"), first?.number)).toBe("added");
    expect(await snapshots.published()).toEqual(first);
    expect(await snapshots.add(snapshot("c", "published"), first?.number)).toBe("added");
    expect((await snapshots.published())?.loadId).toBe("c");
    expect((await snapshots.kept()).map(({ loadId }) => loadId)).toEqual(["c", "b", "a"]);
  });

  test("of two builds that began with the same state one is published", async () => {
    const snapshots = await make();
    expect(await snapshots.add(snapshot("a", "published"), undefined)).toBe("added");
    expect(await snapshots.add(snapshot("b", "published"), undefined)).toBe("conflict");
    expect((await snapshots.published())?.loadId).toBe("a");
  });

  test("a retired state is kept no more", async () => {
    const snapshots = await make();
    await snapshots.add(snapshot("a", "failed"), undefined);
    const [only] = await snapshots.kept();
    await snapshots.retire(only?.number ?? 0);
    expect(await snapshots.kept()).toEqual([]);
  });
}
