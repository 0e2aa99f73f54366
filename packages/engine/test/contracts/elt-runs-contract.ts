import { expect, test } from "vitest";
import type { EltRuns } from "../../src/elt/ports/elt-runs.ts";

const startedAt = new Date("2026-03-01T04:00:00Z");
const endedAt = new Date("2026-03-01T04:00:30Z");
const run = (loadId: string, project = "gtm") => ({ loadId, project, startedAt, input: loadId });

/** Contract of every adapter of the port. `abandonRuns` acts as if the process had been killed. */
export function eltRunsContract(
  make: () => Promise<{ readonly runs: EltRuns; abandonRuns(): Promise<void> }>,
): void {
  test("a build is running until it is closed, and keeps what it was built from", async () => {
    const { runs } = await make();
    await runs.open(run("a"));
    const open = { ...run("a"), status: "running", endedAt: undefined, message: "" };
    expect(await runs.runs("gtm", 10)).toEqual([open]);
    await runs.close(run("a"), { status: "failed", endedAt, message: "1 failure" });
    expect(await runs.runs("gtm", 10)).toEqual([
      { ...open, status: "failed", endedAt, message: "1 failure" },
    ]);
  });

  test("builds of a project come newest first, others do not come", async () => {
    const { runs } = await make();
    for (const each of [run("a"), run("b"), run("b", "other"), run("c")]) await runs.open(each);
    const ids = async (limit: number) => (await runs.runs("gtm", limit)).map((r) => r.loadId);
    expect(await ids(10)).toEqual(["c", "b", "a"]);
    expect(await ids(1)).toEqual(["c"]);
    expect(await runs.runs("nobody", 10)).toEqual([]);
  });

  test("a build whose process is gone is interrupted; one that had ended stays as it was", async () => {
    const { runs, abandonRuns } = await make();
    await runs.open(run("a"));
    await runs.close(run("a"), { status: "published", endedAt, message: "" });
    await runs.open(run("b"));
    await abandonRuns();
    const statuses = (await runs.runs("gtm", 10)).map(({ status }) => status);
    expect(statuses).toEqual(["interrupted", "published"]);
  });

  test("builds whose process is gone are left, oldest first, until somebody closes them", async () => {
    const { runs, abandonRuns } = await make();
    await runs.open(run("a"));
    await runs.close(run("a"), { status: "cancelled", endedAt, message: "" });
    for (const id of ["b", "c"]) await runs.open(run(id));
    expect(await runs.left()).toEqual([]);
    await abandonRuns();
    const left = (loadId: string) => ({ loadId, project: "gtm" });
    expect(await runs.left()).toEqual([left("b"), left("c")]);
    await runs.close(left("b"), { status: "interrupted", endedAt, message: "killed" });
    expect(await runs.left()).toEqual([left("c")]);
    const [, closed] = await runs.runs("gtm", 2);
    expect(closed).toMatchObject({ status: "interrupted", endedAt, message: "killed" });
  });
}
