import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { ending, start } from "./cli-lakewright.ts";
import { mart, startGtm } from "./support/gtm-platform.ts";
import { needsDbt } from "./support/needs-dbt.ts";

// One test a step of somebody who builds a warehouse for the first time; each needs the one before.
const gtm = await startGtm();
const { home, platform, state, env, lineage, call, callWith, json, passDay, germanAccounts } = gtm;
const skipWithoutDbt = needsDbt();

const model = join(platform, "elt/gtm/models/affiliate_de/german_accounts.sql");
const right = readFileSync(model, "utf8");
/** Every account once for each of its calls: its key is not unique. */
const wrong = right.replace(
  /$/,
  "\nunion all select link.account_pk, cast(null as varchar), cast(null as varchar), cast(null as varchar) from {{ ref('link_call_account') }} as link\n",
);

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
    skipWithoutDbt(elt.reason);
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
  lineage.status = 503;
  lineage.sent.length = 0;
  const { status, stdout, stderr } = await call("run", "--json");
  expect([status, JSON.parse(stdout).ok]).toEqual([1, false]);
  expect(stderr).toMatch(/not published: project gtm \(gtm-data-platform\) has \d+ failures?/);
  expect(stderr).toMatch(/downstream: .*german_accounts/);
  expect(stderr.match(/LW2045 .*it answered 503/g)).toHaveLength(1);
  expect(lineage.sent).toHaveLength(1);
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
  expect((await call("status")).stdout).toMatch(
    /^ {2}gtm failed: (test|model) \S+: \S.*its state is kept: /m,
  );
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
