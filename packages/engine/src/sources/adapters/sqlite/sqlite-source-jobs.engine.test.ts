import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { sourceJobsContract } from "../../../../test/contracts/source-jobs-contract.ts";
import { openLocalState } from "../../../local-state.ts";
import { sqliteSourceJobs } from "./sqlite-source-jobs.ts";

sourceJobsContract(async () => {
  const state = await openLocalState(await mkdtemp(join(tmpdir(), "lakewright-source-jobs-")));
  // A process that can really be killed.
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
  child.unref();
  const abandonJobs = async () => {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  return {
    jobs: sqliteSourceJobs(state, { pid: child.pid ?? 0, host: hostname() }),
    abandonJobs,
  };
});
