import type { Flow } from "@lakewright/config";
import { expect, test } from "vitest";
import { memorySource } from "../../sources/adapters/memory/memory-source.ts";
import { memorySourceJobs } from "../../sources/adapters/memory/memory-source-jobs.ts";
import { removeLeftJobs } from "./remove-left-jobs.ts";

const flow = (name: string, profile: string) => ({ name, profile }) as Flow;

/** Jobs of `crm` and `erp` whose process was killed; sources that remove, or do not. */
async function leftJobs(isGone: (job: string) => boolean) {
  const sourceJobs = memorySourceJobs();
  for (const job of ["1", "2"]) await sourceJobs.opened("crm", job);
  await sourceJobs.opened("erp", "3");
  sourceJobs.abandonJobs();
  const asked: string[] = [];
  const openSource = () => ({
    ...memorySource({ objects: {}, now: new Date(0) }),
    removeJob: async (job: string) => {
      asked.push(job);
      return isGone(job);
    },
  });
  return { asked, ports: { sourceJobs, openSource, canRead: () => true } };
}

test("jobs that killed processes left at the sources of the flows are removed, each once", async () => {
  const { asked, ports } = await leftJobs(() => true);
  for (let run = 0; run < 2; run++)
    await removeLeftJobs(ports, [flow("a", "crm"), flow("b", "crm")]);
  expect(asked).toEqual(["1", "2"]);
  expect(await ports.sourceJobs.left("crm")).toEqual([]);
  expect(await ports.sourceJobs.left("erp")).toEqual(["3"]);
});

test("a job that the server does not remove now is tried again by the next run", async () => {
  const { ports } = await leftJobs((job) => job !== "1");
  await removeLeftJobs(ports, [flow("a", "crm")]);
  expect(await ports.sourceJobs.left("crm")).toEqual(["1"]);
});

test("a source that this machine does not read is not asked", async () => {
  const { asked, ports } = await leftJobs(() => true);
  await removeLeftJobs({ ...ports, canRead: () => false }, [flow("a", "crm")]);
  expect(asked).toEqual([]);
});
