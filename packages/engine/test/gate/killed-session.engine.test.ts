import { execFileSync } from "node:child_process";
import { mkdtemp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { governedQuery } from "../../src/query/adapters/governed/governed-query.ts";
import { type GovernedLake, governedAccounts, governedLake } from "./governed-lake.ts";

let lake: GovernedLake;
const never = new AbortController().signal;
beforeAll(async () => {
  lake = await governedLake();
});
afterAll(() => lake.remove());

const all = "SELECT count(name)::INTEGER FROM sales.accounts";
/** A rule that is never decided: what a role sees under it is being written until somebody ends it. */
const endlessRule = "(SELECT count(*) FROM range(100000000000000) AS r(i) WHERE hash(i) = 1) = 0";
const endlessText = "SELECT count(*) FROM range(100000000000000) AS r(i) WHERE hash(i) = 1";

/** Our processes for one purpose that have not ended. */
function processesFor(purpose: string): readonly number[] {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid, state = ""]) => Number(ppid) === process.pid && !state.startsWith("Z"))
    .filter((words) => words.includes(lake.childFile) && words.includes(purpose))
    .map(([pid]) => Number(pid));
}
const purposes = ["read", "fill", "parse"];

/** Seconds that a process has computed. */
function computed(pid: number): number {
  const time = execFileSync("ps", ["-o", "time=", "-p", String(pid)], { encoding: "utf8" });
  return time
    .trim()
    .split(/[:-]/)
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}

test.each([
  ["fill", "writes what the role sees", all, endlessRule],
  ["read", "computes", endlessText, undefined],
] as const)(
  "a session survives the end of its process for %s while that %s",
  async (purpose, _, sql, rule) => {
    const spillFolder = await mkdtemp(join(lake.folder, "killed-"));
    const role = await governedQuery({ hashKey: "a key", childFile: lake.childFile, spillFolder });
    expect((await role.query(all, [governedAccounts(lake)], never)).rows).toEqual([[500]]);
    const [pid = 0] = processesFor(purpose);
    const before = computed(pid);
    const asked = role.query(sql, [governedAccounts(lake, rule)], never).catch((error) => error);
    await expect.poll(() => computed(pid)).toBeGreaterThan(before + 1);
    process.kill(pid, "SIGKILL");
    expect(await asked).toMatchObject({ code: "statement_stopped" });
    expect((await role.query(all, [governedAccounts(lake)], never)).rows).toEqual([[500]]);
    await role.close();
    expect(await readdir(spillFolder)).toEqual([]);
    expect(purposes.flatMap(processesFor)).toEqual([]);
  },
);

test("a session whose processes are all killed while nobody asks answers the next statement", async () => {
  const spillFolder = await mkdtemp(join(lake.folder, "killed-"));
  const role = await governedQuery({ hashKey: "a key", childFile: lake.childFile, spillFolder });
  await role.query(all, [governedAccounts(lake)], never);
  const before = purposes.flatMap(processesFor);
  expect(before).toHaveLength(3);
  for (const pid of before) process.kill(pid, "SIGKILL");
  // The end of a process is told a little later than it happens.
  await expect.poll(() => purposes.flatMap(processesFor)).toEqual([]);
  const next = () =>
    role.query(all, [governedAccounts(lake)], never).then(
      ({ rows }) => rows,
      () => undefined,
    );
  await expect.poll(next).toEqual([[500]]);
  await role.close();
  expect(await readdir(spillFolder)).toEqual([]);
  expect(purposes.flatMap(processesFor)).toEqual([]);
});
