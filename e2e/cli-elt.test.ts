import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeEach, expect, test } from "vitest";
import { writePublicData } from "../scripts/demo/public-data.mjs";
import { ending, lakewright, start, startSandbox, temporaryFolder } from "./cli-lakewright.ts";

// One test a step of somebody who builds a warehouse for the first time; each needs the one before.
const root = join(import.meta.dirname, "..");
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

// A server that lineage is sent to, as Marquez is one.
const sent: { readonly key: string | undefined; readonly event: LineageEvent }[] = [];
interface LineageEvent {
  readonly eventType: string;
  readonly job: { readonly name: string };
}
let lineageStatus = 201;
const lineageServer = createServer(async (request, response) => {
  const event = JSON.parse(await text(request)) as LineageEvent;
  sent.push({ key: request.headers.authorization, event });
  response.writeHead(lineageStatus).end();
}).listen(0, "127.0.0.1");
await once(lineageServer, "listening");
afterAll(() => lineageServer.close());
const lineageUrl = `http://127.0.0.1:${(lineageServer.address() as AddressInfo).port}`;
const platformFile = join(platform, "platform.yaml");
writeFileSync(
  platformFile,
  readFileSync(platformFile, "utf8").replace(
    "    local:\n",
    `    local:\n      lineage: { url: "${lineageUrl}", api_key: "\${env:LINEAGE_KEY}" }\n`,
  ),
);

const env = {
  LINEAGE_KEY: "hunter2",
  ...crm.env,
  ...open.env,
  LAKEWRIGHT_CACHE: join(root, ".venv"),
  LAKEWRIGHT_REQUIRE_ALL: "0",
};
const call = (...args: string[]) => callWith({}, ...args);
const callWith = (more: Record<string, string>, ...args: string[]) =>
  lakewright([...args, "--state", state], { cwd: platform, env: { ...env, ...more } });
const passDay = async () => {
  const { status } = await lakewright(["sandbox", "day", "--url", crm.url], { cwd: home });
  expect(status).toBe(0);
};
const json = async (...args: string[]) => JSON.parse((await call(...args, "--json")).stdout);

const mart = "mart_affiliate_de.german_accounts";
const model = join(platform, "elt/gtm/models/affiliate_de/german_accounts.sql");
const right = readFileSync(model, "utf8");
/** Every account once for each of its calls: its key is not unique. */
const wrong = right.replace(
  /$/,
  "\nunion all select link.account_pk, cast(null as varchar), cast(null as varchar), cast(null as varchar) from {{ ref('link_call_account') }} as link\n",
);
const germanAccounts = () => json("query", `SELECT count(*) AS n FROM ${mart}`);
const mustHaveDbt = process.env.LAKEWRIGHT_REQUIRE_ALL === "1";
let withoutDbt: string | undefined;
beforeEach((context) => {
  if (withoutDbt === undefined) return;
  if (mustHaveDbt) throw new Error(withoutDbt);
  console.warn(`SKIPPED ${context.task.name}: ${withoutDbt}`);
  context.skip(withoutDbt);
});

test("names that fit nothing, and options that do not fit a project, end with 2 and say what there is", async () => {
  expect(await call("run", "gtn")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^LW2012 .*"gtn"[\s\S]*did you mean "gtm"/),
  });
  expect(await call("elt", "gtn")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^LW2012 .*"gtn"[\s\S]*did you mean "gtm"/),
  });
  expect(await call("elt", "lineage", mart)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("no warehouse is published yet"),
  });
  expect(await call("run", "gtm", "--from", "2025-01-04")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("lakewright elt gtm --from DAY --to DAY"),
  });
  for (const option of ["--reconcile", "--no-elt"])
    expect(await call("run", "gtm", option)).toMatchObject({ status: 2 });
  expect(await call("elt", "--from", "2025-01-05", "--to", "2025-01-04")).toMatchObject({
    status: 2,
  });
});

test("a project whose tables are not loaded says which, and is not built", async () => {
  expect(await call("elt")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(
      /LW2012 .*account, which is not loaded yet\n.*lakewright run Account/,
    ),
  });
  const { projects } = await json("run", "--dry-run");
  expect(projects).toMatchObject([
    { project: "gtm", would: false, reason: expect.stringMatching(/^waiting for .* and 3 more$/) },
  ]);
});

test("where Python is missing flows are loaded and projects that are due are SKIPPED, which fails where everything is required; named ones fail", async () => {
  const bare = { PATH: home, LAKEWRIGHT_CACHE: join(home, "no-cache") };
  const loaded = await callWith(bare, "run", "--json");
  expect(loaded).toMatchObject({
    status: 0,
    stderr: expect.stringContaining(
      "SKIPPED  1 ELT project (gtm): there is no python3 on this machine",
    ),
  });
  expect(JSON.parse(loaded.stdout)).toMatchObject({
    ok: true,
    elt: { status: "skipped", projects: ["gtm"], builds: [], late: [] },
  });
  expect(JSON.parse(loaded.stdout).runs.length).toBeGreaterThan(5);
  const required = await callWith({ ...bare, LAKEWRIGHT_REQUIRE_ALL: "1" }, "run", "--json");
  expect(required.status).toBe(1);
  expect(JSON.parse(required.stdout)).toMatchObject({ ok: false });
  const named = await callWith(bare, "run", "Account", "gtm", "--json");
  expect(named.status).toBe(1);
  expect(JSON.parse(named.stdout)).toMatchObject({
    ok: false,
    runs: [{ object: "Account" }],
    elt: { failures: [{ project: "gtm", code: "LW2047" }] },
  });
});

test("a run builds the project whose tables have arrived, though no flow is due any more", async () => {
  const { status, stdout, stderr } = await call("run", "--json");
  const { runs, elt, ok } = JSON.parse(stdout);
  if (elt.status === "skipped") {
    withoutDbt = elt.reason;
    return;
  }
  expect([status, ok, runs]).toEqual([0, true, []]);
  const [build] = elt.builds;
  expect(build).toMatchObject({ project: "gtm", status: "published" });
  expect(build.results.length).toBeGreaterThan(130);
  expect(build.freshness.map((found: { status: string }) => found.status)).not.toContain("stale");
  expect(stderr).toMatch(/ELT project gtm\n(.*\n)*published: \d+ models and \d+ tests/);
  const artifacts = join(state, "artifacts/elt", build.loadId);
  for (const name of ["manifest.json", "run_results.json", "sources.json"])
    expect(existsSync(join(artifacts, "gtm", name))).toBe(true);
});

test("lineage went to the platform's server, with its key, which stands nowhere in the state", async () => {
  const events = sent.map(({ event }) => `${event.eventType} ${event.job.name}`);
  expect([events[0], events.at(-1)]).toEqual(["START gtm", "COMPLETE gtm"]);
  expect(events).toEqual(
    expect.arrayContaining(["START gtm.german_accounts", "COMPLETE gtm.german_accounts"]),
  );
  expect(new Set(sent.map(({ key }) => key))).toEqual(new Set(["Bearer hunter2"]));
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

test("what nothing has changed for is not built again, whoever asks", async () => {
  for (const args of [["elt"], ["run", "gtm"]])
    expect(await call(...args)).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("nothing has changed since the last build"),
    });
  expect(await json("elt", "gtm")).toMatchObject({ ok: true, status: "unchanged" });
  expect((await call("run")).stderr).toContain("ELT project gtm: nothing is new");
});

test("a build that is wrong is not published, says why and what is downstream, and readers see what they saw", async () => {
  const before = await germanAccounts();
  await passDay();
  writeFileSync(model, wrong);
  lineageStatus = 503;
  sent.length = 0;
  const { status, stdout, stderr } = await call("run", "--json");
  expect([status, JSON.parse(stdout).ok]).toEqual([1, false]);
  expect(stderr).toMatch(/not published: project gtm \(gtm-data-platform\) has \d+ failures?/);
  expect(stderr).toMatch(/downstream: .*german_accounts/);
  expect(stderr.match(/LW2045 .*it answered 503/g)).toHaveLength(1);
  expect(sent).toHaveLength(1);
  const read = await call("query", `SELECT count(*) AS n FROM ${mart}`, "--json");
  expect(JSON.parse(read.stdout)).toEqual(before);
  expect(read.stderr).toMatch(/stale: the build of ELT project gtm on 2025-01-05 .* failed/);
  const elsewhere = `SELECT '${mart}' AS mart_affiliate_de FROM roche_salesforce_connector_profile1_current.account LIMIT 1`;
  expect((await call("query", elsewhere)).stderr).not.toContain("stale:");
  const ofRole = (sql: string) => call("query", "--as", "country_manager_de", sql);
  expect(await ofRole(elsewhere)).toMatchObject({
    status: 0,
    stderr: expect.not.stringContaining("stale:"),
  });
  const { loadId } = JSON.parse(stdout).elt.builds[0];
  const failure = JSON.parse(
    readFileSync(join(state, "artifacts/elt", loadId, "failure.json"), "utf8"),
  );
  const told = await json("status");
  expect(told.alerts).toMatchObject([
    { id: `${loadId}-failed`, "detail-type": "Lakewright ELT Build Failed", detail: failure },
  ]);
  expect(told.projects).toMatchObject([
    { project: "gtm", lastRun: { status: "failed" }, failedState: failure.file, due: false },
  ]);
  expect((await call("status")).stdout).toMatch(/^ {2}gtm failed: (test|model) \S+: \S.*its state is kept: /m);
  const again = await call("run");
  expect(again).toMatchObject({
    status: 0,
    stderr: expect.stringContaining("its last build of the same input failed"),
  });
});

test("Ctrl-C ends a build cleanly: nothing is published, nothing failed, and the project is due again", async () => {
  writeFileSync(model, right);
  const before = await germanAccounts();
  for (const args of [["elt"], ["run"]]) {
    const child = start([...args, "--state", state], { cwd: platform, env });
    child.stdin?.end();
    const ended = ending(child);
    await untilRunning(child);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ status: 130, stderr: expect.stringContaining("stopped") });
    const { projects, alerts } = await json("status");
    expect(projects).toMatchObject([{ due: true, lastRun: { status: "cancelled" } }]);
    expect(alerts).toHaveLength(1);
  }
  expect(await germanAccounts()).toEqual(before);
});

async function untilRunning(child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const { projects } = await json("status");
    if (projects[0].lastRun?.status === "running") return;
    await wait(100);
  }
  throw new Error("the build did not begin");
}

test("a mart whose model is gone stops the build, and nobody is told that it was published", async () => {
  rmSync(model);
  expect((await call("elt", "check")).stdout).toContain(`${mart}: warehouse.yaml:`);
  const { status, stderr } = await call("elt");
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /model mart_affiliate_de\.german_accounts: warehouse\.yaml:\d+:\d+ declares it/,
  );
  expect(stderr).not.toMatch(/^published:/m);
});

test("once it is right, days are built again and published, and status tells so", async () => {
  writeFileSync(model, right);
  const replayed = await call("elt", "gtm", "--from", "2025-01-04", "--to", "2025-01-05", "--json");
  expect(replayed.stderr).toContain("published: ");
  expect(JSON.parse(replayed.stdout)).toMatchObject({ ok: true, status: "published" });
  const { stdout } = await call("status");
  expect(stdout).toMatch(/^gtm +published +2025-01-05 .* fresh +on arrival$/m);
  expect(stdout).not.toContain("ELT needs attention");
});

test("a deadline that passes while a table is missing is told with the table, its flow and its last load", async () => {
  await passDay();
  expect((await call("run", "Account", "--json")).status).toBe(0);
  const { stdout } = await call("status");
  expect(stdout).toMatch(
    /gtm \(gtm-data-platform\) has not started by 05:00 UTC: waiting for .*contact \(flow gtm-dev-.*-Contact, last loaded on 2025-01-05\)/,
  );
});
