import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { eltRunsContract } from "../../../../test/contracts/elt-runs-contract.ts";
import { openLocalState } from "../../../local-state.ts";
import { sqliteEltRuns } from "./sqlite-elt-runs.ts";

// Builds are opened in the name of another process, which can really be killed.
eltRunsContract(async () => {
  const state = await openLocalState(await mkdtemp(join(tmpdir(), "lakewright-elt-runs-")));
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
  child.unref();
  return {
    runs: sqliteEltRuns(state, { pid: child.pid ?? 0, host: hostname() }),
    abandonRuns: async () => {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
});
