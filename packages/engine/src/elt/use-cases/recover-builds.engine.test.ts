import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "@lakewright/config";
import { expect, test } from "vitest";
import { smallLake } from "../../../test/elt/small-lake.ts";
import { recoverBuilds } from "./recover-builds.ts";

const at = new Date("2026-03-01T06:00:00Z");
const run = (loadId: string) => ({ loadId, project: "small", startedAt: at, input: loadId });

/** A state of the warehouse as a build adds it. */
const state = (loadId: string, status: "published" | "failed") => ({
  loadId,
  file: `/warehouse/${loadId}/warehouse.duckdb`,
  status,
  builtAt: at,
  input: loadId,
  sequences: {},
});

/** A lake with records of builds of which nobody has said how they ended; their process can be ended. */
async function lakeWithBuilds(...loadIds: readonly string[]) {
  const { ports, builder, environment } = await smallLake();
  for (const loadId of loadIds) await ports.eltRuns.open(run(loadId));
  const curated: string[] = [];
  for (const loadId of loadIds) {
    const uri = `s3://${environment.buckets.curated}/mart_people/contacts/${loadId}/part-0.parquet`;
    const file = join(ports.spoolFolder, loadId);
    await writeFile(file, "rows");
    await ports.blobs.publish([{ file, uri }]);
    curated.push(uri);
  }
  const { warehouse } = environment;
  const marts = warehouse?.marts.map((mart) => ({
    ...mart,
    tables: mart.tables.map((table) => ({ ...table, publish: true })),
  }));
  const publishing = { ...environment, warehouse: { ...warehouse, marts } } as Environment;
  return {
    ports,
    removed: builder.removed,
    curated,
    abandon: () => (ports.eltRuns as unknown as { abandonRuns(): void }).abandonRuns(),
    recover: () => recoverBuilds(ports, publishing),
    curatedFiles: async () =>
      (await ports.blobs.list(`s3://${environment.buckets.curated}/`)).map(({ uri }) => uri),
    statuses: async () => (await ports.eltRuns.runs("small", 9)).map(({ status }) => status),
  };
}

test("what a killed build left goes, once", async () => {
  const { removed, abandon, recover, curatedFiles, statuses } = await lakeWithBuilds("a");
  abandon();
  await recover();
  await recover();
  expect(removed).toEqual(["/warehouse/a/warehouse.duckdb"]);
  expect(await curatedFiles()).toEqual([]);
  expect(await statuses()).toEqual(["interrupted"]);
});

test("a build that is still at work keeps what it has", async () => {
  const { removed, curated, recover, curatedFiles, statuses } = await lakeWithBuilds("a");
  await recover();
  expect([removed, await curatedFiles()]).toEqual([[], curated]);
  expect(await statuses()).toEqual(["running"]);
});

test("a build that was killed after it was published, or after its failed state was kept, keeps what readers see", async () => {
  const { ports, removed, curated, abandon, recover, curatedFiles, statuses } =
    await lakeWithBuilds("a", "b");
  await ports.snapshots.add(state("a", "published"), undefined);
  await ports.snapshots.add(state("b", "failed"), undefined);
  abandon();
  await recover();
  expect([removed, await curatedFiles()]).toEqual([[], curated]);
  expect(await statuses()).toEqual(["interrupted", "published"]);
});
