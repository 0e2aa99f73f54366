import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lakewright, startSandbox, temporaryFolder } from "./cli-lakewright.ts";

// One test a step of a newcomer's first hour; each needs the one before.
const home = temporaryFolder();
const platform = join(home, "shop");
const sandbox = await startSandbox("--accounts", "200");
const call = (...args: string[]) => lakewright(args, { cwd: platform, env: sandbox.env });

test("init writes a platform that is valid as it is", async () => {
  const { status, stderr } = await lakewright(["init", "shop"], { cwd: home });
  expect([status, stderr]).toEqual([0, expect.stringContaining("next:")]);
  const valid = await call("validate");
  expect(valid).toMatchObject({ status: 0, stdout: "" });
  expect(valid.stderr).toContain('platform "shop" is valid');
});

test("init never overwrites, and lists what is in the way", async () => {
  const { status, stderr } = await call("init");
  expect(status).toBe(2);
  expect(stderr).toMatch(/already holds platform.yaml, connections.yaml, appflow.yaml/);
});

test("doctor finds a machine and a platform that are ready, and makes no state for it", async () => {
  const { status, stdout } = await call("doctor", "--json");
  expect(status).toBe(0);
  const { findings } = JSON.parse(stdout) as { findings: { state: string; what: string }[] };
  expect(findings.filter(({ state }) => state === "fail")).toEqual([]);
  expect(findings.map(({ what }) => what)).toContain("connection");
  expect(stdout).not.toContain(sandbox.env.LAKEWRIGHT_CRM_CLIENT_SECRET);
  expect(existsSync(join(platform, ".lakewright"))).toBe(false);
});

test("a dry run says what would be read and loads nothing", async () => {
  const { status, stderr } = await call("run", "--dry-run");
  expect(status).toBe(0);
  expect(stderr).toContain("first load: everything (AppFlow alone would read 30 days)");
  expect((await call("query", "--tables", "--json")).stdout).toBe("[]\n");
});

test("the first run loads everything and says so in JSON", async () => {
  const { status, stdout } = await call("run", "--json");
  const result = JSON.parse(stdout);
  expect([status, result.ok]).toEqual([0, true]);
  const runs = result.runs as { object: string; kind: string; rows: number }[];
  expect(runs.map(({ object, kind }) => `${object} ${kind}`)).toEqual([
    "Account full",
    "Contact full",
    "Product2 full",
  ]);
  expect(runs[0]?.rows).toBe(200);
});

test("a second run finds nothing due", async () => {
  const { status, stderr } = await call("run");
  expect([status, stderr]).toEqual([0, expect.stringContaining("3 flows not due yet")]);
});

test("a query answers as table, CSV and JSON", async () => {
  const sql = "SELECT count(*) AS n, 'a,b' AS t FROM crm_current.account";
  expect((await call("query", sql)).stdout).toBe("  n  t\n───  ───\n200  a,b\n");
  expect((await call("query", sql, "--format", "csv")).stdout).toBe('n,t\r\n200,"a,b"\r\n');
  expect(JSON.parse((await call("query", sql, "--json")).stdout)).toEqual([{ n: 200, t: "a,b" }]);
});

test("a query is read from standard input where `-` stands for it", async () => {
  const options = { cwd: platform, input: "SELECT count(*) AS n FROM crm_ext.account" };
  expect((await lakewright(["query", "-", "--format", "csv"], options)).stdout).toBe(
    "n\r\n200\r\n",
  );
});

test("after a day at the source, a run reads only what changed and adds a partition", async () => {
  const aged = await call("sandbox", "day", "--url", sandbox.url, "--json");
  const changes = JSON.parse(aged.stdout).changes as { object: string; created: number }[];
  const created = changes.find(({ object }) => object === "Account")?.created ?? 0;
  expect(created).toBeGreaterThan(0);
  const { runs } = JSON.parse((await call("run", "--json")).stdout);
  expect(runs[0]).toMatchObject({ object: "Account", kind: "increment" });
  expect(runs[0].rows).toBeLessThan(50);
  const days = "SELECT DISTINCT load_date FROM crm_ext.account ORDER BY 1";
  expect(JSON.parse((await call("query", days, "--json")).stdout)).toEqual([
    { load_date: "20250104" },
    { load_date: "20250105" },
  ]);
});

test("status tells runs, rows and partitions, for people and for programs", async () => {
  expect((await call("status")).stdout).toMatch(/^ +Account +succeeded +2025-01-05 .* 2 /m);
  const { flows } = JSON.parse((await call("status", "--json")).stdout);
  expect(flows[0]).toMatchObject({ object: "Account", partitions: 2, table: "crm.account" });
});

test("reset wants a yes, deletes the state, and the next run loads everything again", async () => {
  const refused = await call("reset");
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(/6 runs, 3 bookmarks/);
  expect(existsSync(join(platform, ".lakewright", "catalog.db"))).toBe(true);
  expect((await call("reset", "--yes")).status).toBe(0);
  expect(existsSync(join(platform, ".lakewright"))).toBe(false);
  const { runs } = JSON.parse((await call("run", "Account", "--json")).stdout);
  expect(runs).toMatchObject([{ object: "Account", kind: "full" }]);
});

test("reset leaves a folder alone that is not a lakewright state folder", async () => {
  const { status, stderr } = await call("reset", "--yes", "--state", home);
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining("is not a lakewright state folder"),
  ]);
  expect(existsSync(join(platform, "platform.yaml"))).toBe(true);
});

test("formulas that an increment holds are named, and a refresh reads them again", async () => {
  expect((await call("status")).stdout).toContain(
    "Account: Revenue_Per_Employee__c is calculated: values may change without the record's stamp",
  );
  expect((await call("validate")).stderr).toContain("lakewright run Account --refresh at once");
  const { status, stderr } = await call("run", "Account", "--refresh");
  expect([status, stderr]).toEqual([
    0,
    expect.stringMatching(/Account: Revenue_Per_Employee__c read again, \d+ rows? differed/),
  ]);
  expect(await call("run", "--refresh", "--full")).toMatchObject({ status: 2 });
});

test("reconciling tells how many rows differ from the source, and loads nothing else", async () => {
  const { status, stdout } = await call("run", "Account", "--reconcile", "--json");
  const result = JSON.parse(stdout);
  expect([status, result.ok, result.runs]).toEqual([0, true, []]);
  const again = await call("run", "Account", "--reconcile");
  expect(again.stderr).toContain(
    "Account: 0 rows no longer at the source, 0 missing and 0 older here",
  );
  expect(await call("run", "--reconcile", "--full")).toMatchObject({ status: 2 });
});
