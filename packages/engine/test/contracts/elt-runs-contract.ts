import { expect, test } from "vitest";
import type { EltRunEnding, EltRuns } from "../../src/elt/ports/elt-runs.ts";

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

  test("the newest published build of a project is found behind any number of others", async () => {
    const { runs } = await make();
    expect(await runs.lastPublished("gtm")).toBeUndefined();
    const end = async (id: string, status: EltRunEnding["status"], project = "gtm") => {
      await runs.open(run(id, project));
      await runs.close(run(id, project), { status, endedAt, message: "" });
    };
    await end("first", "published");
    await end("second", "published");
    for (let at = 0; at < 120; at++) await end(`${at}`, at % 2 === 0 ? "failed" : "unchanged");
    await end("of-another", "published", "other");
    await runs.open(run("running"));
    expect(await runs.lastPublished("gtm")).toMatchObject({ loadId: "second", project: "gtm" });
    expect(await runs.lastPublished("nobody")).toBeUndefined();
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
