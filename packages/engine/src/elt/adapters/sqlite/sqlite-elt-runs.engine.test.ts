import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { eltRunsContract } from "../../../../test/contracts/elt-runs-contract.ts";
import { openLocalState } from "../../../local-state.ts";
import { sqliteEltRuns } from "./sqlite-elt-runs.ts";

async function newState() {
  return openLocalState(await mkdtemp(join(tmpdir(), "lakewright-elt-runs-")));
}

/** Another process, which can really be killed. */
async function otherProcess() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
  child.unref();
  onTestFinished(() => void child.kill("SIGKILL"));
  const kill = async () => {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  return { pid: child.pid ?? 0, kill };
}

eltRunsContract(async () => {
  const { pid, kill } = await otherProcess();
  const runs = sqliteEltRuns(await newState(), { pid, host: hostname() });
  return { runs, abandonRuns: kill };
});

test("a second process is refused with the first one's number and age, until the first has ended or died", async () => {
  const state = await newState();
  const run = (loadId: string) => ({
    loadId,
    project: `project-of-${loadId}`,
    startedAt: new Date(),
    input: "",
  });
  const own = sqliteEltRuns(state, { pid: process.pid, host: hostname() });
  const { pid, kill } = await otherProcess();
  const other = sqliteEltRuns(state, { pid, host: hostname() });
  await other.open(run("a"));
  await expect(own.open(run("b"))).rejects.toMatchObject({
    code: "flow_busy",
    message: expect.stringMatching(
      new RegExp(`by process ${pid} on .* for \\d+ s \\(project project-of-a, build a\\)`),
    ),
  });
  expect(await own.runs("project-of-b", 1)).toEqual([]);
  const ending = { status: "published", endedAt: new Date(), message: "" } as const;
  await other.close(run("a"), ending);
  await own.open(run("c"));
  await own.close(run("c"), ending);
  await other.open(run("d"));
  await kill();
  await own.open(run("e"));
  expect(await own.runs("project-of-e", 1)).toMatchObject([{ status: "running" }]);
});
