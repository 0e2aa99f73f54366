import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { lakewright, startSandbox, temporaryFolder } from "./cli-lakewright.ts";

const home = temporaryFolder();
const platform = join(home, "shop");
const sandbox = await startSandbox("--accounts", "300");
const call = (...args: string[]) => lakewright(args, { cwd: platform, env: sandbox.env });

const rules = `access:
  roles:
    seller: { kind: persona, description: sells }
    german_seller: { kind: persona, description: sells in Germany }
    outsider: { kind: persona, description: sells elsewhere }
    steward: { kind: steward, description: decides }
    loader: { kind: job, description: loads, glue_version: "4.0", bypasses: [{ through: s3, zone: raw, reason: reads footers }] }
  filters:
    german: { on: crm.account, rows: "billingcountry = 'Germany'", columns: [id, billingcountry] }
  grants:
    - { to: seller, select: crm.account, columns: [id, billingcountry, type], reason: sells }
    - { to: german_seller, filter: german, reason: sells there }
    - { to: outsider, select: crm.product2, columns: [id, name], reason: sells elsewhere }
    - { to: steward, select: crm.account, columns: [id], reason: decides }
    - { to: loader, select: crm.account, columns: [id], reason: counts }
    - { to: nobody, on: crm.contact, reason: nobody needs it yet }
  domains:
    customer: { owner: crm-office, databases: crm, shared_with: ["123456789012"] }
  tests:
    - { name: a German seller sees German accounts only, as: german_seller, on: crm.account, expects: allowed, rows: "billingcountry = 'Germany'", hides: [name] }
    - { name: an outsider sees no accounts, as: outsider, on: crm.account, expects: denied }
`;

beforeAll(async () => {
  await lakewright(["init", "shop"], { cwd: home });
  writeFileSync(join(platform, "access.yaml"), rules);
  const { status, stderr } = await call("run");
  if (status !== 0) throw new Error(stderr);
});

const countries = "SELECT DISTINCT billingcountry FROM crm_current.account ORDER BY 1";

test("the same query is answered differently for each role", async () => {
  const of = async (role: string) =>
    JSON.parse((await call("query", "--as", role, countries, "--json")).stdout || "null");
  expect((await of("seller")).length).toBeGreaterThan(3);
  expect(await of("german_seller")).toEqual([{ billingcountry: "Germany" }]);
  expect(await of("outsider")).toMatchObject({ ok: false, error: { code: "LW2013" } });
});

test("what a role may not read is refused in the words of what does not exist", async () => {
  const hidden = await call("query", "--as", "outsider", "SELECT * FROM crm_current.account");
  const missing = await call("query", "--as", "outsider", "SELECT * FROM crm_current.acorns");
  expect(hidden.status).toBe(2);
  expect(hidden.stderr.replaceAll("account", "acorns")).toBe(missing.stderr);
});

test("a role cannot read files, settings or the catalog", async () => {
  for (const sql of [
    "SELECT * FROM read_text('/etc/hostname')",
    "FROM duckdb_settings()",
    "PRAGMA database_list",
  ]) {
    const { status, stdout } = await call("query", "--as", "seller", sql);
    expect([status, stdout]).toEqual([2, ""]);
  }
});

test("the matrix says who sees what, with the rows and the grants that cause it", async () => {
  const { status, stdout } = await call("access", "matrix", "--as", "german_seller", "--json");
  expect(status).toBe(0);
  const { cells, ...more } = JSON.parse(stdout) as { cells: { table: string; column: string }[] };
  expect(more).toEqual({ bypasses: [], shares: [], closed: [], findings: [] });
  expect(cells.find(({ table, column }) => table === "account" && column === "id")).toMatchObject({
    ...{ role: "german_seller", database: "crm", access: "filtered" },
    ...{ rows: "billingcountry = 'Germany'", because: [expect.stringContaining("german")] },
  });
  expect((await call("access", "matrix")).stdout).toMatch(
    /crm\.account +filtered +billingcountry = 'Germany'/,
  );
});

test("the matrix lists who reads without a grant, and what is not as it seems", async () => {
  const past = "loader bypasses these rules through s3 in raw: reads footers";
  const shared = "crm.account is shared with account 123456789012 by the domain customer";
  const { stdout, stderr } = await call("access", "matrix");
  expect(stdout.split("\n")).toEqual(expect.arrayContaining([past, shared]));
  expect(stderr).toMatch(/engine_takes_whole_tables {2}loader crm\.account: .*Glue 4\.0/);
  expect(JSON.parse((await call("access", "matrix", "--json")).stdout)).toMatchObject({
    bypasses: [{ role: "loader", through: "s3", zone: "raw", reason: "reads footers" }],
    shares: expect.arrayContaining([
      { account: "123456789012", database: "crm", table: "account", domain: "customer" },
    ]),
    closed: [{ table: "crm.contact", reason: "nobody needs it yet" }],
    findings: [{ finding: "engine_takes_whole_tables", on: "loader crm.account", accepted: null }],
  });
  const ofOne = await call("access", "matrix", "--as", "seller");
  expect(ofOne.stdout + ofOne.stderr).not.toMatch(/bypasses|shared with/);
});

test("every part answers for another environment", async () => {
  const rest: Record<string, string[]> = {
    matrix: [],
    explain: ["crm.account", "--as", "seller"],
    test: [],
  };
  for (const [part, names] of Object.entries(rest)) {
    const { status, stderr } = await call("access", part, ...names, "--env", "dev");
    expect([part, status, stderr]).toEqual([part, 0, expect.stringContaining("the rules of dev")]);
    expect(stderr).not.toContain("not loaded yet");
  }
});

test("sentences about an environment whose data is elsewhere are tried by the rules alone", async () => {
  const file = join(platform, "platform.yaml");
  const before = readFileSync(file, "utf8");
  const prod = '\n    prod: { account: "222222222222", region: eu-west-1 }\n    dev:';
  writeFileSync(file, before.replace("\n    dev:", prod));
  const ofProd = await call("access", "test", "--env", "prod");
  writeFileSync(file, before);
  expect(ofProd).toMatchObject({
    status: 0,
    stderr: expect.stringContaining(
      "2 could not be tested on data, which this machine has not loaded",
    ),
  });
  expect((await call("access", "test", "--env", "dev")).stderr).toContain("and on the data");
});

test("an explanation says what would have to change", async () => {
  const { stdout } = await call("access", "explain", "crm.account.name", "--as", "seller");
  expect(stdout).toMatch(/none: name/);
  expect(stdout).toMatch(/to open it: /);
  expect(stdout).toMatch(/owner +crm-office, for the domain customer/);
});

test("sentences are tried by the rules and on the data, and a wrong one fails with its line", async () => {
  const junit = join(home, "access.xml");
  expect((await call("access", "test", "--junit", junit)).status).toBe(0);
  expect(readFileSync(junit, "utf8")).toContain('tests="2" failures="0"');
  writeFileSync(
    join(platform, "access.yaml"),
    rules.replace("rows: \"billingcountry = 'Germany'\", hides", "rows: all, hides"),
  );
  const { status, stdout } = await call("access", "test", "--junit", junit);
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /FAILED {2}a German seller[\s\S]*access\.yaml:\d+:\d+[\s\S]*by the rules[\s\S]*on the data/,
  );
  expect(readFileSync(junit, "utf8")).toContain('failures="1"');
  writeFileSync(join(platform, "access.yaml"), rules);
});

test("an unknown role, part or table is a wrong call that says what there is", async () => {
  for (const args of [
    ["query", "--as", "selller", countries],
    ["access", "matrx"],
    ["access", "explain", "crm.nothing", "--as", "seller"],
  ])
    expect(await call(...args)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/seller|matrix|crm\.account/),
    });
});
