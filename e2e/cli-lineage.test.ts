import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { mart, startGtm } from "./support/gtm-platform.ts";
import { needsDbt } from "./support/needs-dbt.ts";

// A warehouse that is built once, and what is told of its tables: where they come from, and the names that they have.
const { state, lineage, call, json, germanAccounts } = await startGtm();
const skipWithoutDbt = needsDbt();
beforeAll(async () => {
  const { elt } = await json("run");
  if (elt.status === "skipped") skipWithoutDbt(elt.reason);
});

test("lineage went to the platform's server, with its key, which stands nowhere in the state", async () => {
  const events = lineage.sent.map(({ event }) => `${event.eventType} ${event.job.name}`);
  expect([events[0], events.at(-1)]).toEqual(["START gtm", "COMPLETE gtm"]);
  expect(events).toEqual(
    expect.arrayContaining(["START gtm.german_accounts", "COMPLETE gtm.german_accounts"]),
  );
  expect(new Set(lineage.sent.map(({ key }) => key))).toEqual(new Set(["Bearer hunter2"]));
  const texts = readdirSync(state, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(log|json|jsonl|yml|db)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  expect(texts.length).toBeGreaterThan(5);
  expect(texts.filter((each) => each.includes("hunter2"))).toEqual([]);
});

test("a mart answers, and tells what it is made of, back to the lake", async () => {
  const [{ n }] = await germanAccounts();
  expect(Number(n)).toBeGreaterThan(0);
  const { status, stdout } = await call("elt", "lineage", mart);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^mart_affiliate_de\.german_accounts\n {2}/);
  expect(stdout).toMatch(/_ext\.account/);
  const about = await json("elt", "lineage", mart.toUpperCase());
  expect(about).toMatchObject({ table: mart, downstream: { [mart]: [] } });
  expect(Object.keys(about.upstream)).toContain(mart);
  expect(Object.keys(about.upstream).filter((name) => name.startsWith("mart_"))).toEqual([mart]);
  const lake = Object.keys(about.upstream).find((name) => name.endsWith("_ext.account")) ?? "";
  const database = lake.replace("_ext.account", "");
  for (const form of [lake, `${database}_current.account`, `${database}.Account`]) {
    const found = await json("elt", "lineage", form);
    expect(found).toMatchObject({ table: lake, upstream: { [lake]: [] } });
    expect(Object.keys(found.downstream)).toContain(mart);
  }
  const name = await json("elt", "lineage", `${database}.account.Name`);
  expect(name).toMatchObject({ column: `${lake}.name`, sensitivity: "personal" });
  expect(Object.keys(name.downstream)).toContain(`${mart}.initial`);
  expect(await call("elt", "lineage", `${mart}.initail`)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('did you mean "initial"?'),
  });
  expect(await call("elt", "lineage", "mart_affiliate_de.german_acounts")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining(`did you mean "${mart}"?`),
  });
});

test("a name of a table that any command shows can be pasted into query, staging included", async () => {
  const { cells } = await json("access", "matrix");
  const loaded = (cells as { database: string; table: string; column: string }[]).filter(
    ({ table }) => table !== "airports__c",
  );
  const lineage = (await call("elt", "lineage", mart)).stdout
    .split("\n")
    .map((line) => line.trim().replace(" (above)", ""))
    .filter((line) => /^\w+\.\w+$/.test(line));
  expect(lineage.length).toBeGreaterThan(3);
  const ofColumn = await call("elt", "lineage", `${mart}.initial`);
  const names = new Set([
    ...loaded.map(({ database, table }) => `${database}.${table}`),
    ...lineage,
    ...[...ofColumn.stdout.matchAll(/^ *(\w+\.\w+)\.\w+ /gm)].map(([, name]) => name ?? ""),
    ...((await json("query", "--tables")) as { name: string }[]).map(({ name }) => name),
  ]);
  names.delete("");
  expect([...names].filter((name) => name.startsWith("stg_gtm."))).not.toEqual([]);
  const all = [...names].map((name) => `SELECT count(*) AS n FROM (SELECT * FROM ${name})`);
  expect(await call("query", all.join(" UNION ALL "))).toMatchObject({ status: 0 });
  const staged = "stg_gtm.stg_roche_salesforce_connector_profile1__account";
  const hidden = await call("query", "--as", "analyst", `SELECT phone FROM ${staged}`);
  expect(hidden).toMatchObject({ status: 2, stderr: expect.stringContaining('"phone" not found') });
  const seen = await call("query", "--as", "analyst", `SELECT count(id) AS n FROM ${staged}`);
  expect(seen.stdout).toMatch(/60/);
  const closed = await call("query", "--as", "country_manager_de", `SELECT id FROM ${staged}`);
  expect(closed.stderr).toContain("does not exist or you may not read it");
});
