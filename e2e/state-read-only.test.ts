import { chmodSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lakewright, startSandbox, temporaryFolder } from "./cli-lakewright.ts";
import { stepsOfGuide } from "./support/guide.ts";
import { type Ended, startInShell } from "./support/lakewright.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const state = join(platform, ".lakewright");
const sandbox = await startSandbox("--accounts", "60", "--objects", "Account");
const isRoot = process.getuid?.() === 0;

/** Root may write anywhere, so that it asks as somebody else. */
const asReader = isRoot
  ? 'exec setpriv --reuid=65534 --regid=65534 --clear-groups "$0" "$@"'
  : "true";

const read = (...args: string[]): Promise<Ended> =>
  startInShell(asReader, args, { cwd: platform, env: { ...sandbox.env, HOME: "/nowhere" } }).ended;

function setModes(folder: string, change: (mode: number) => number): void {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const path of [folder, ...paths.map((path) => join(folder, path))])
    chmodSync(path, change(statSync(path).mode & 0o777));
}

/** To be read by everybody and, where this is not root, to be written by nobody. */
const close = () =>
  setModes(home, (mode) =>
    isRoot ? mode | ((mode & 0o500) >> 3) | ((mode & 0o500) >> 6) : mode & 0o555,
  );
const open = () => setModes(home, (mode) => mode | 0o200);

const count = "SELECT count(*) AS accounts, max(name) AS last FROM crm_current.account";

beforeAll(async () => {
  await lakewright(["init", "shop"], { cwd: home });
  const policy = stepsOfGuide("write-and-test-a-policy.md").find(
    ({ do: what }) => what === "write",
  );
  writeFileSync(join(platform, "access.yaml"), policy?.text ?? "");
  const { status, stderr } = await lakewright(["run", "Account"], {
    cwd: platform,
    env: sandbox.env,
  });
  expect([status, stderr]).toMatchObject([0, expect.anything()]);
});
afterAll(open);

test("a state that can only be read answers query and status as it does for its owner", async () => {
  const calls = [
    ["query", count, "--format", "csv"],
    ["query", "--as", "country_manager_de", "SELECT count(*) FROM crm_current.account"],
    ["query", "--tables"],
    ["status"],
    ["access", "test"],
    ["validate"],
  ];
  const own: Ended[] = [];
  for (const args of calls)
    own.push((await lakewright(args, { cwd: platform, env: sandbox.env })) as Ended);
  close();
  const before = listing();
  for (const [i, args] of calls.entries()) {
    const { status, stdout, stderr } = await read(...args);
    expect([args, status, stdout, stderr]).toEqual([args, 0, own[i]?.stdout, own[i]?.stderr]);
  }
  expect(listing()).toEqual(before);
});

test.each([
  [["run"], 1],
  [["run", "--reconcile", "Account"], 1],
  [["repair"], 1],
])("%s says that it cannot write, and where", async (args, exit) => {
  close();
  const { status, stderr } = await read(...args);
  expect([status, stderr]).toEqual([
    exit,
    expect.stringMatching(/LW2050 {2}\S+\.lakewright can be read/),
  ]);
});

test("reset says that it cannot write, and removes nothing", async () => {
  close();
  const before = listing();
  expect(await read("reset", "--yes")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/\.lakewright cannot be written: E(ACCES|ROFS)/),
  });
  expect(listing()).toEqual(before);
});

test("what its owner writes later is seen", async () => {
  const [first] = rowsOf(await read("query", count, "--format", "csv"));
  open();
  await lakewright(["sandbox", "day", "--url", sandbox.url], { cwd: platform });
  const run = await lakewright(["run", "Account"], { cwd: platform, env: sandbox.env });
  expect(run.status).toBe(0);
  close();
  const [second] = rowsOf(await read("query", count, "--format", "csv"));
  open();
  const [own] = rowsOf(await lakewright(["query", count, "--format", "csv"], { cwd: platform }));
  expect(second).toBe(own);
  expect(second).not.toBe(first);
});

function rowsOf({ stdout }: { readonly stdout: string }): readonly string[] {
  return stdout.trim().split("\r\n").slice(1);
}

function listing(): readonly string[] {
  return readdirSync(state, { recursive: true, encoding: "utf8" }).sort();
}
