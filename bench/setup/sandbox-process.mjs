import { once } from "node:events";
import { createInterface } from "node:readline";
import { keptChild } from "../measure/watched-child.mjs";
import { bundleHarness } from "./bundle-harness.mjs";
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
  const lines = createInterface({ input: server.child.stdout });
  const first = await Promise.race([once(lines, "line"), server.ended]);
  if (!Array.isArray(first)) throw new Error("the sandbox ended before it served");
  const { url, clientId, clientSecret } = JSON.parse(first[0]);
  const env = {
    LAKEWRIGHT_CRM_URL: url,
    LAKEWRIGHT_CRM_CLIENT_ID: clientId,
    LAKEWRIGHT_CRM_CLIENT_SECRET: clientSecret,
  };
  return { url, clientId, clientSecret, env, pid: server.child.pid, close: server.close };
}
