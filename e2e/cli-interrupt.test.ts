import type { ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { ending, lakewright, start, startSandbox, temporaryFolder } from "./cli-lakewright.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const accounts = 20_000;
const sandbox = await startSandbox("--accounts", String(accounts));
const options = { cwd: platform, env: sandbox.env };
const call = (...args: string[]) => lakewright(args, options);

beforeAll(() => lakewright(["init", "shop"], { cwd: home }));

/** Files of runs that did not end well. */
function leftovers(): string[] {
  const state = join(platform, ".lakewright");
  const paths = readdirSync(state, { recursive: true }).map(String);
  return paths.filter((path) => /^(s3|spool)\/.*\.\w+$/.test(path));
}

/** Starts to load, and stops in the middle: result pages do not come. */
async function interrupted(signal: NodeJS.Signals) {
  await call(
    "sandbox",
    "fault",
    "slow",
    "--match",
    "/results",
    "--delay-ms",
    "600000",
    "--times",
    "always",
    "--url",
    sandbox.url,
  );
  const child = start(["run", "Account", "--full"], options);
  child.stdin?.end();
  const ended = ending(child);
  await untilRunning(child);
  child.kill(signal);
  const result = await ended;
  await call("sandbox", "fault", "--clear", "--url", sandbox.url);
  return result;
}

async function untilRunning(child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const { flows } = JSON.parse((await call("status", "--json")).stdout);
    if (flows[0].lastRun?.status === "running") return;
    await wait(100);
  }
  throw new Error("the run did not begin");
}

async function loadedAccounts(): Promise<unknown> {
  const { stdout } = await call("query", "SELECT count(*) AS n FROM crm_ext.account", "--json");
  return JSON.parse(stdout);
}

test("Ctrl-C in the middle of a run ends it cleanly: nothing of it stays, and the next run is whole", async () => {
  const { status, stderr } = await interrupted("SIGINT");
  expect([status, stderr]).toEqual([130, expect.stringContaining("nothing unfinished is visible")]);
  expect(leftovers()).toEqual([]);
  expect((await call("status")).stdout).toMatch(/^ +Account +cancelled/m);
  expect((await call("run", "Account")).status).toBe(0);
  expect(await loadedAccounts()).toEqual([{ n: accounts }]);
});

test("SIGTERM ends with 143 and leaves what was loaded before", async () => {
  expect((await interrupted("SIGTERM")).status).toBe(143);
  expect(await loadedAccounts()).toEqual([{ n: accounts }]);
});

test("after a run was killed the next one cleans up, says so, and completes", async () => {
  expect((await interrupted("SIGKILL")).status).toBeNull();
  const { status, stderr } = await call("run", "Account");
  expect([status, stderr]).toEqual([0, expect.stringContaining("an earlier run was killed")]);
  expect(await loadedAccounts()).toEqual([{ n: accounts }]);
});
