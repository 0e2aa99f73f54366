import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { lakewright, startSandbox, temporaryFolder } from "./cli-lakewright.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const sandbox = await startSandbox("--accounts", "20000");
const env = { ...process.env, ...sandbox.env };
const bin = join(import.meta.dirname, "../packages/cli/bin/lakewright.mjs");

/** Runs a shell pipeline in which `$LW` is the command. */
function shell(script: string) {
  const options = { cwd: platform, env: { ...env, LW: `${process.execPath} ${bin}` } };
  return promisify(execFile)("bash", ["-c", `set -o pipefail; ${script}`], options);
}

beforeAll(async () => {
  await lakewright(["init", "shop"], { cwd: home });
  await lakewright(["run", "Account"], { cwd: platform, env: sandbox.env });
});

test("`| head` ends a large result without an error", async () => {
  const sql = "SELECT * FROM crm_current.account";
  const { stdout, stderr } = await shell(`$LW query "${sql}" --format csv | head -2`);
  expect(stdout).toMatch(/^id,/);
  expect(stderr).toBe("");
});

test("data on stdout and talk on stderr keep apart", async () => {
  const { stdout } = await shell("$LW run Account --full --json 2>/dev/null");
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, runs: [{ rows: 20_000 }] });
});

test("without a terminal there are no colours and no cursor movements", async () => {
  const { stdout } = await shell("$LW status 2>&1; $LW run Account --full 2>&1");
  expect(stdout).toMatch(/Account/);
  expect(stdout).not.toContain("\u001b");
});

test("a large result comes whole through a pipe", async () => {
  const sql = "SELECT * FROM crm_current.account";
  const { stdout } = await shell(`$LW query "${sql}" --json | (sleep 1; cat) | tail -c 4`);
  expect(stdout).toBe("}\n]\n");
});
