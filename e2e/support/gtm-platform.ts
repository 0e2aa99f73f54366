import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { writePublicData } from "../../scripts/demo/public-data.mjs";
import { lakewright, startSandbox, temporaryFolder } from "../cli-lakewright.ts";
import { startLineageServer } from "./lineage-server.ts";

/** A mart of the example. */
export const mart = "mart_affiliate_de.german_accounts";

/** A copy of the example with its two sandboxes and a server for lineage, and ways to call the command over it. */
export async function startGtm() {
  const root = join(import.meta.dirname, "../..");
  const home = temporaryFolder();
  const platform = join(home, "gtm");
  const state = join(home, "state");
  cpSync(join(root, "examples/gtm"), platform, {
    recursive: true,
    filter: (path) => !path.includes(".lakewright"),
  });
  writePublicData(join(root, "node_modules/vega-datasets/data"), join(home, "public"));
  const [crm, open] = await Promise.all([
    startSandbox("--name", "CRM", "--accounts", "60"),
    startSandbox("--name", "PUBLIC", "--accounts", "0", "--data", join(home, "public")),
  ]);
  const lineage = await startLineageServer();
  sendLineage(join(platform, "platform.yaml"), lineage.url);
  const env = {
    LINEAGE_KEY: "hunter2",
    ...crm.env,
    ...open.env,
    LAKEWRIGHT_CACHE: join(root, ".venv"),
    LAKEWRIGHT_REQUIRE_ALL: "0",
  };
  const callWith = (more: Record<string, string>, ...args: string[]) =>
    lakewright([...args, "--state", state], { cwd: platform, env: { ...env, ...more } });
  const call = (...args: string[]) => callWith({}, ...args);
  const json = async (...args: string[]) => JSON.parse((await call(...args, "--json")).stdout);
  const passDay = async () => {
    const { status } = await lakewright(["sandbox", "day", "--url", crm.url], { cwd: home });
    expect(status).toBe(0);
  };
  const germanAccounts = () => json("query", `SELECT count(*) AS n FROM ${mart}`);
  return { home, platform, state, env, lineage, call, callWith, json, passDay, germanAccounts };
}

function sendLineage(platformFile: string, url: string): void {
  const text = readFileSync(platformFile, "utf8");
  const lineage = `      lineage: { url: "${url}", api_key: "\${env:LINEAGE_KEY}" }\n`;
  writeFileSync(platformFile, text.replace("    local:\n", `    local:\n${lineage}`));
}
