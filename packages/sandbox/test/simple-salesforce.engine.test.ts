import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { pythonOrSkip } from "../../../scripts/python-environment.mjs";
import { createOrg } from "../src/index.ts";
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
  const python = await pythonOrSkip(REQUIREMENTS, context);
  const org = await createOrg({ seed: 3, accounts: 4500, startDate: "2026-01-05" });
  const sandbox = await startTestSandbox(org, { tls: true });
  try {
    // Both run at once: the server answers from this process while Python asks.
    const { stdout } = await run(python, [CHECK], { env: environmentOf(sandbox) });
    expect(stdout.trim().split("\n")).toEqual(WORKED.map((name) => `ok ${name}`));
  } finally {
    await sandbox.close();
    org.close();
  }
});

function environmentOf({ url, caFile, clientId, clientSecret }: TestSandbox) {
  return {
    PATH: process.env.PATH,
    SANDBOX_URL: url,
    SANDBOX_CA: caFile,
    SANDBOX_CLIENT_ID: clientId,
    SANDBOX_CLIENT_SECRET: clientSecret,
  };
}
