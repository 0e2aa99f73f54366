import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createOrg } from "../src/index.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { startTestSandbox, type TestSandbox } from "./start-test-sandbox.ts";

const run = promisify(execFile);
const REQUIREMENTS = join(import.meta.dirname, "requirements.txt");
const CHECK = join(import.meta.dirname, "simple_salesforce_check.py");
const WORKED = [
  "token",
  "query_more",
  "query_all_iter",
  "nested",
  "api usage",
  "describe",
  "bulk query",
  "bulk download",
  "errors",
];

test("simple-salesforce queries, describes and downloads over https", async (context) => {
  const environment = await pythonEnvironment(REQUIREMENTS);
  if ("missing" in environment) {
    if (process.env.LAKEWRIGHT_REQUIRE_ALL === "1") throw new Error(environment.missing);
    console.warn(`SKIPPED simple-salesforce: ${environment.missing}`);
    return context.skip(environment.missing);
  }
  const org = await createOrg({ seed: 3, accounts: 4500, startDate: "2026-01-05" });
  const sandbox = await startTestSandbox(org, { tls: true });
  try {
    // Both run at once: the server answers from this process while Python asks.
    const { stdout } = await run(environment.python, [CHECK], { env: environmentOf(sandbox) });
    expect(stdout.trim().split("\n")).toEqual(WORKED.map((name) => `ok ${name}`));
  } finally {
    await sandbox.close();
    org.close();
  }
}, 300_000);

function environmentOf({ url, caFile, clientId, clientSecret }: TestSandbox) {
  return {
    PATH: process.env.PATH,
    SANDBOX_URL: url,
    SANDBOX_CA: caFile,
    SANDBOX_CLIENT_ID: clientId,
    SANDBOX_CLIENT_SECRET: clientSecret,
  };
}
