import type { ChildProcess } from "node:child_process";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ending, lakewright, start, startSandbox, temporaryFolder } from "./cli-lakewright.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const sandbox = await startSandbox("--accounts", "300");
const options = { cwd: platform, env: sandbox.env };
const call = (...args: string[]) => lakewright(args, options);

const rules = `access:
  roles:
    german_seller: { kind: persona, description: sells in Germany }
    steward: { kind: steward, description: decides }
  filters:
    german: { on: crm.account, rows: "billingcountry = 'Germany'", columns: [id, billingcountry] }
  grants:
    - { to: german_seller, filter: german, reason: sells there }
    - { to: steward, select: crm.account, columns: [id], reason: decides }
    - { to: nobody, on: crm.contact, reason: nobody needs it yet }
`;

beforeAll(async () => {
  await lakewright(["init", "shop"], { cwd: home });
  writeFileSync(join(platform, "access.yaml"), rules);
  const { status, stderr } = await call("run");
  if (status !== 0) throw new Error(stderr);
});

const spool = join(platform, ".lakewright", "spool");
const endless =
  "SELECT count(*) FROM crm_current.account, range(100000000000000) AS r(i) WHERE hash(i) = 1 AND id > ''";

interface Asking {
  readonly command: ChildProcess;
  /** Its own part of the spool. */
  readonly folder: string;
  readonly children: readonly number[];
}

/** Asks something endless as a role, up to where what the role sees has been written and its engine computes. */
async function asking(): Promise<Asking> {
  const command = start(["query", "--as", "german_seller", endless], options);
  command.stdin?.end();
  const folderOf = () => readdirSync(spool).find((name) => name.startsWith(`${command.pid},`));
  const files = () => {
    const name = folderOf();
    return name === undefined
      ? []
      : readdirSync(join(spool, name), { recursive: true }).map(String);
  };
  await expect.poll(() => files().some((file) => file.endsWith(".parquet"))).toBe(true);
  await expect.poll(() => childrenOf(command.pid).length).toBe(3);
  return {
    command,
    folder: join(spool, folderOf() ?? ""),
    children: childrenOf(command.pid),
  };
}

/** Processes that have not ended, by their parent. */
function childrenOf(parent: number | undefined): readonly number[] {
  return running().flatMap(({ pid, ppid }) => (ppid === parent ? pid : []));
}

function running() {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" });
  return lines
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state = ""]) => !state.startsWith("Z"))
    .map(([pid, ppid]) => ({ pid: Number(pid), ppid: Number(ppid) }));
}

const alive = (pids: readonly number[]) =>
  running().flatMap(({ pid }) => (pids.includes(pid) ? pid : []));

test("a killed query leaves no process, and the next command removes what it had written and nothing of a live one", async () => {
  const [killed, living] = [await asking(), await asking()];
  const folders = readdirSync(killed.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name));
  expect(folders.length).toBeGreaterThan(0);
  for (const folder of [killed.folder, ...folders])
    expect((statSync(folder).mode & 0o777).toString(8), folder).toBe("700");
  const ended = ending(killed.command);
  killed.command.kill("SIGKILL");
  await ended;
  await expect.poll(() => alive(killed.children)).toEqual([]);
  const next = await call(
    "query",
    "--as",
    "german_seller",
    "SELECT count(id) FROM crm_ext.account",
  );
  expect([next.status, next.stderr]).toEqual([0, expect.any(String)]);
  expect([existsSync(killed.folder), existsSync(living.folder)]).toEqual([false, true]);
  expect(alive(living.children)).toHaveLength(living.children.length);

  const interrupted = ending(living.command);
  living.command.kill("SIGTERM");
  expect((await interrupted).status).toBe(143);
  expect(existsSync(living.folder)).toBe(false);
  await expect.poll(() => alive(living.children)).toEqual([]);
});
