import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { keptChild } from "../measure/watched-child.mjs";
import { bundleHarness } from "./bundle-harness.mjs";
import { lakewrightBin, root } from "./root.mjs";
import { temporaryFolder } from "./temporary-folder.mjs";

/**
 * Starts `lakewright sandbox` in a process of its own. Its clock stands still within a day: a Bulk query is then the same
 * text each time, and the server answers it from its finished results instead of making them again.
 */
export async function sandboxProcess({ accounts, objects = ["Account"] }) {
  const state = await temporaryFolder("sandbox");
  const org = ["--accounts", String(accounts), "--objects", objects.join(","), "--frozen-clock"];
  const args = ["sandbox", "--port", "0", "--json", "--state", state, ...org];
  const server = keptChild(process.execPath, [lakewrightBin, ...args], { stderr: "ignore" });
  const { url, env } = await firstLine(server);
  return {
    url,
    env,
    clientId: env.LAKEWRIGHT_CRM_CLIENT_ID,
    clientSecret: env.LAKEWRIGHT_CRM_CLIENT_SECRET,
    pid: server.child.pid,
    close: server.close,
  };
}

/** An org that changes the same number of rows every day; `BENCH_DAY_URL` of its variables lets one pass. */
export async function steadyOrgProcess(accounts) {
  const settings = { accounts, stateFolder: await temporaryFolder("sandbox") };
  const launcher = await bundleHarness("steady-org");
  const server = keptChild(process.execPath, [launcher, JSON.stringify(settings)]);
  const { url, clientId, clientSecret, dayUrl } = await firstLine(server);
  const env = {
    LAKEWRIGHT_CRM_URL: url,
    LAKEWRIGHT_CRM_CLIENT_ID: clientId,
    LAKEWRIGHT_CRM_CLIENT_SECRET: clientSecret,
    BENCH_DAY_URL: dayUrl,
  };
  return { env, close: server.close };
}

/** A server that answers what it has been asked before from memory, and asks `sandbox` for the rest. */
export async function replayProcess(sandbox) {
  const file = join(root, "bench/harness/replay-server.mjs");
  const server = keptChild(process.execPath, [file, sandbox.url]);
  const { url } = await firstLine(server);
  const env = { ...sandbox.env, LAKEWRIGHT_CRM_URL: url };
  return { ...sandbox, url, env, pid: server.child.pid, close: server.close };
}

async function firstLine(server) {
  const lines = createInterface({ input: server.child.stdout });
  const first = await Promise.race([once(lines, "line"), server.ended]);
  if (!Array.isArray(first)) throw new Error("a server ended before it served");
  return JSON.parse(first[0]);
}
