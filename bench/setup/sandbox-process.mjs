import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { keptChild } from "../measure/watched-child.mjs";
import { bundleHarness } from "./bundle-harness.mjs";
import { root } from "./root.mjs";
import { temporaryFolder } from "./temporary-folder.mjs";

/**
 * Starts the sandbox in a process of its own. Its clock stands still within a day: a Bulk query is then the same text
 * each time, and the server answers it from its finished results instead of making them again.
 */
export async function sandboxProcess({ accounts, objects = ["Account"], days = 0 }) {
  const stateFolder = await temporaryFolder("sandbox");
  const settings = { accounts, objects, days, frozenClock: true, stateFolder };
  const launcher = await bundleHarness("launch-sandbox");
  const server = keptChild(process.execPath, [launcher, JSON.stringify(settings)]);
  const { url, clientId, clientSecret } = await firstLine(server);
  return addressed({ url, clientId, clientSecret, pid: server.child.pid, close: server.close });
}

/** A server that answers what it has been asked before from memory, and asks `sandbox` for the rest. */
export async function replayProcess(sandbox) {
  const file = join(root, "bench/harness/replay-server.mjs");
  const server = keptChild(process.execPath, [file, sandbox.url]);
  const { url } = await firstLine(server);
  return addressed({ ...sandbox, url, pid: server.child.pid, close: server.close });
}

async function firstLine(server) {
  const lines = createInterface({ input: server.child.stdout });
  const first = await Promise.race([once(lines, "line"), server.ended]);
  if (!Array.isArray(first)) throw new Error("a server ended before it served");
  return JSON.parse(first[0]);
}

/** With the variables that the platform's connection reads. */
function addressed(server) {
  const env = {
    LAKEWRIGHT_CRM_URL: server.url,
    LAKEWRIGHT_CRM_CLIENT_ID: server.clientId,
    LAKEWRIGHT_CRM_CLIENT_SECRET: server.clientSecret,
  };
  return { ...server, env };
}
