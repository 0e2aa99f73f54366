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
  expect(hidden.stderr).toContain("lakewright query --tables --as ROLE lists them");
});

test("the list of tables for a role holds what it may read, and a role that nobody declares has none", async () => {
  const listed = async (...as: string[]) => {
    const { status, stdout } = await call("query", "--tables", "--json", ...as);
    expect(status).toBe(0);
    const tables = JSON.parse(stdout) as { name: string; columns: { name: string }[] }[];
    return Object.fromEntries(
      tables.map(({ name, columns }) => [name, columns.map((column) => column.name)]),
    );
  };
  const names = (await listed())["crm_current.account"] ?? [];
  const seller = await listed("--as", "seller");
  expect(Object.keys(seller)).toEqual(["crm_current.account", "crm_ext.account"]);
  expect(names).toEqual(expect.arrayContaining(["name", ...(seller["crm_ext.account"] ?? [])]));
  expect(seller["crm_ext.account"]).toEqual(["id", "type", "billingcountry", "load_date"]);
  const asText = await call("query", "--tables", "--as", "outsider");
  expect(asText.stdout).toMatch(/^crm_current\.product2 {2}crm_ext\.product2\n {2}id string, name/);
  expect(asText.stdout).not.toContain("account");
  const wrong = await call("query", "--as", "selller", "--tables");
  expect([wrong.status, wrong.stdout]).toEqual([2, ""]);
  expect(wrong.stderr).toMatch(/declares no role "selller"\n {2}hint: did you mean "seller"\?/);
  const twice = await call("query", "--as", "outsider", "--as", "seller", countries);
  expect([twice.status, twice.stdout]).toEqual([2, ""]);
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

test("the matrix of one column says who sees it", async () => {
  const { stdout } = await call(
    "access",
    "matrix",
    "--table",
    "crm_current.Account.Name",
    "--json",
  );
  const { cells } = JSON.parse(stdout);
  expect(new Set(cells.map(({ column }: { column: string }) => column))).toEqual(new Set(["name"]));
  const slip = await call("access", "matrix", "--table", "crm.account.nmae");
  expect([slip.status, slip.stderr]).toEqual([2, expect.stringContaining('did you mean "name"?')]);
  const page = await call("access", "matrix", "--table", "crm.account.name", "--html", "x.html");
  expect([page.status, page.stderr]).toEqual([2, expect.stringContaining("--table crm.account")]);
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

test("the matrix of one role leaves the findings of all others out, in the page, as text and as JSON", async () => {
  const page = join(home, "one.html");
  const said = async (role: string) => {
    const as = ["access", "matrix", "--as", role];
    const text = await call(...as);
    const { stdout } = await call(...as, "--json");
    await call(...as, "--html", page);
    return { text: text.stdout + text.stderr, json: stdout, html: readFileSync(page, "utf8") };
  };
  const seller = await said("seller");
  for (const shown of Object.values(seller)) {
    expect(shown).not.toMatch(/engine_takes_whole_tables|loader|123456789012/);
    expect(shown).toContain("crm_current.account");
  }
  const loader = await said("loader");
  for (const shown of Object.values(loader)) expect(shown).toContain("engine_takes_whole_tables");
  expect(loader.html).toContain("loader reads raw through s3: reads footers");
  const ofTable = await call("access", "matrix", "--table", "crm.product2");
  expect(ofTable.stderr).not.toContain("engine_takes_whole_tables");
});

/** Names of tables of the lake in what a command shows. */
const tableNames = (shown: string) => [
  ...new Set([...shown.matchAll(/\bcrm(?:_[a-z]+)?\.[a-z_0-9]+/g)].map(([name]) => name)),
];

test("a name of a table that any command shows can be pasted into query, and into explain", async () => {
  const shown = await Promise.all(
    [
      ["access", "matrix"],
      ["access", "matrix", "--json"],
      ["access", "explain", "crm.account", "--as", "seller"],
      ["access", "explain", "crm.account", "--as", "seller", "--json"],
      ["access", "test", "--json"],
      ["query", "--tables"],
      ["query", "account"],
      ["query", "SELECT 1 FROM account"],
      ["status", "--json"],
    ].map(async (args) => {
      const { stdout, stderr } = await call(...args);
      return stdout + stderr;
    }),
  );
  const names = tableNames(shown.join("\n"));
  for (const name of ["crm.account", "crm_ext.account", "crm_current.account", "crm.product2"])
    expect(names).toContain(name);
  const count = (name: string) => `SELECT count(*) AS n FROM (SELECT * FROM ${name})`;
  const all = names.map(count).join(" UNION ALL ");
  expect(await call("query", all)).toMatchObject({ status: 0 });
  const explained = await call("access", "explain", "crm_current.account.name", "--as", "seller");
  expect(explained).toMatchObject({ status: 0, stdout: expect.stringContaining("none: name") });
  expect(explained.stdout).toContain("crm.account (every version), crm_current.account");
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

test("a slip in a value, in a filter and in its test alike, does not pass on the data", async () => {
  writeFileSync(join(platform, "access.yaml"), rules.replaceAll("'Germany'", "'Germeny'"));
  const { status, stdout, stderr } = await call("access", "test");
  expect([status, stderr]).toEqual([
    0,
    "2 of 2 tests passed, by the rules; of 1 test no expected row is loaded\n",
  ]);
  expect(stdout).toMatch(
    /ok {6}a German seller[\s\S]*access\.yaml:\d+:\d+[\s\S]*on the data: no loaded row is one that it expects/,
  );
  const [german, outsider] = JSON.parse((await call("access", "test", "--json")).stdout);
  expect([german.expectsNoRow, outsider.expectsNoRow]).toEqual([true, false]);
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
