import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { lakewright, temporaryFolder } from "./cli-lakewright.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const call = (...args: string[]) => lakewright(args, { cwd: platform });
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
    cwd: home,
  });

const rules = (...grants: string[]) => `access:
  roles:
    seller: { description: sells }
    steward: { kind: steward, description: decides }
  filters:
    german: { on: mart_sales.accounts, rows: "country = 'Germany'", columns: [account_id, country] }
  grants:
    - { to: seller, select: crm.account, columns: [id], reason: sells }
    - { to: seller, filter: german, reason: sells there }
    - { to: nobody, on: crm.contact, reason: nobody needs it yet }
${grants.map((grant) => `    - ${grant}\n`).join("")}  tests:
    - { name: a seller sees German rows of the mart, as: seller, on: mart_sales.accounts, rows: "country = 'Germany'" }
    - { name: a seller reads no contacts, as: seller, on: crm.contact, expects: denied }
`;
const warehouse = `warehouse:
  projects: { sales: { owner: sales-office } }
  vault:
    hubs: { account: { sources: [{ table: crm.account, key: id }] } }
    satellites: { account_crm: { hub: account, columns: [name, billingcountry] } }
  marts:
    sales:
      tables:
        accounts: { description: Accounts, key: account_id, columns: { account_id: varchar, country: varchar } }
`;
const stewards = "{ to: steward, select: mart_sales.*, reason: decides }";

beforeAll(async () => {
  await lakewright(["init", "shop"], { cwd: home });
  writeFileSync(join(platform, "access.yaml"), rules(stewards));
  writeFileSync(join(platform, "warehouse.yaml"), warehouse);
});

test("the matrix walks from raw over staging and the vault to the mart, and tells blind layers in a line", async () => {
  const { stdout, stderr } = await call("access", "matrix", "--as", "steward");
  const lines = stdout.split("\n").map((line) => line.trim().replace(/ {2,}/g, " | "));
  const ofWarehouse = lines.slice(lines.findIndex((line) => line.includes("staging")));
  expect(ofWarehouse.filter(Boolean)).toEqual([
    "1 staging table | none | - | *",
    "4 vault tables | none | - | *",
    "mart_sales.accounts | full | all | account_id, country",
    "every version, in query | as it is now, in query",
    expect.stringMatching(/^─+ \| ─+$/),
    "crm.account | crm_current.account",
    "crm.contact | crm_current.contact",
    "crm.product2 | crm_current.product2",
  ]);
  expect(stderr).toContain("6 tables of the warehouse not built yet (lakewright elt)");
});

test("programs get the layer of each cell, and every table", async () => {
  const { cells } = JSON.parse((await call("access", "matrix", "--json")).stdout);
  const layers = new Map<string, string>();
  for (const { database, table, layer } of cells) layers.set(`${database}.${table}`, layer);
  expect(layers.get("business_dv.sat_account_crm_latest")).toBe("vault");
  expect(layers.get("crm.account")).toBe("raw");
  expect([...new Set(layers.values())]).toEqual(["raw", "staging", "vault", "mart"]);
});

test("a column of a mart that is not built is explained as what nobody knows yet", async () => {
  const { stdout } = await call("access", "explain", "mart_sales.accounts", "--as", "seller");
  expect(stdout).toContain("country is made of nothing that is known, and so it is unclassified");
  expect(stdout).toContain("closed: unclassified, until a steward classifies it");
});

test("a sentence about what is not built is not tried, and that is said", async () => {
  const { status, stdout, stderr } = await call("access", "test");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^- +a seller sees German rows of the mart$/m);
  expect(stderr).toContain("1 of 1 test passed");
  expect(stderr).toContain("1 not tested: nothing is known yet of what the table holds");
});

test("a role is told of the mart what it is told of what does not exist", async () => {
  const of = async (name: string) =>
    (await call("query", "--as", "seller", `SELECT * FROM ${name}`)).stderr.replace(name, "…");
  expect(await of("mart_sales.accounts")).toContain("does not exist or you may not read it");
  expect(await of("mart_sales.accounts")).toBe(await of("mart_sales.nothing"));
});

test("a change of access to the vault shows in the diff, and opening what nobody classified fails", async () => {
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-qm", "base");
  const opened = "{ to: steward, select: raw_dv.hub_account, reason: decides }";
  writeFileSync(join(platform, "access.yaml"), rules(stewards, opened));
  onTestFinished(() => writeFileSync(join(platform, "access.yaml"), rules(stewards)));
  const { status, stdout } = await call("access", "diff", "--base", "main");
  expect([status, stdout]).toEqual([
    1,
    expect.stringMatching(/raw_dv\.hub_account +widened +none/),
  ]);
});

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const missing = existsSync(executablePath) ? "" : `SKIPPED: ${executablePath} is missing`;
if (missing && process.env.LAKEWRIGHT_REQUIRE_ALL === "1") throw new Error(missing);

test.skipIf(missing)(
  `the page shows one layer after the other, or one alone ${missing}`,
  async () => {
    await call("access", "matrix", "--html", "access.html");
    const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
    const browser = await chromium.launch({ executablePath, args });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(platform, "access.html")).href);
    const layers = await page.locator(".grid .layer").allTextContents();
    expect(layers.map((text) => text.replace(/ .*/, ""))).toEqual([
      "raw",
      "staging",
      "vault",
      "mart",
    ]);
    await page.getByLabel("Layer").selectOption("mart");
    expect(await page.locator(".grid button.table").allTextContents()).toEqual([
      "mart_sales.accounts",
    ]);
    expect(await page.locator(".grid .state").allTextContents()).toEqual(["not built yet"]);
  },
);
