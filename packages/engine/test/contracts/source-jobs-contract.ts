import { expect, test } from "vitest";
import type { SourceJobs } from "../../src/sources/ports/source-jobs.ts";

/** Contract of every adapter of the port. `abandonJobs` acts as if the process that opened the jobs had been killed. */
export function sourceJobsContract(
  make: () => Promise<{ readonly jobs: SourceJobs; abandonJobs(): Promise<void> }>,
): void {
  test("open jobs of a process that has ended are left, oldest first, until they are closed", async () => {
    const { jobs, abandonJobs } = await make();
    for (const job of ["b", "a", "c"]) await jobs.opened("crm", job);
    await jobs.opened("other", "a");
    await jobs.closed("crm", "c");
    await jobs.closed("crm", "never opened");
    expect(await jobs.left("crm")).toEqual([]);
    await abandonJobs();
    expect(await jobs.left("crm")).toEqual(["b", "a"]);
    await jobs.closed("crm", "a");
    expect(await jobs.left("crm")).toEqual(["b"]);
    expect(await jobs.left("other")).toEqual(["a"]);
  });
}
