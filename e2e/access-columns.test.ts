import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { lakewright, startSandbox, temporaryFolder } from "./cli-lakewright.ts";

const home = temporaryFolder();
const gtm = join(home, "gtm");
const unloaded = join(home, "unloaded");
const sandbox = await startSandbox("--accounts", "60");
const call = (...args: string[]) => lakewright(args, { cwd: gtm, env: sandbox.env });
const crm = "roche_salesforce_connector_profile1";
const example = join(import.meta.dirname, "../examples/gtm");
const isSource = (path: string) => !path.includes(".lakewright");
const rules = readFileSync(join(example, "access.yaml"), "utf8");

beforeAll(async () => {
  cpSync(example, gtm, { recursive: true, filter: isSource });
  cpSync(example, unloaded, { recursive: true, filter: isSource });
  const { status, stderr } = await call("run", "roche-salesforce-connector-profile1");
  if (status !== 0) throw new Error(stderr);
});

afterEach(() => writeFileSync(join(gtm, "access.yaml"), rules));

/** Writes access.yaml with one text replaced, which must be there. */
function plant(right: string, wrong: string): void {
  if (!rules.includes(right)) throw new Error(`access.yaml does not hold ${right}`);
  writeFileSync(join(gtm, "access.yaml"), rules.replace(right, wrong));
}

/** access.yaml with entries put before the first one of a part. */
const withEntry = (part: string, entry: string) =>
  [`  ${part}:\n`, `  ${part}:\n    ${entry}\n`] as const;

test("the example with its catalog has no such problem, and before its load it says what is not known", async () => {
  const loaded = await call("validate");
  expect([loaded.status, loaded.stderr.match(/LW165\d/g)]).toEqual([0, ["LW1653"]]);
  expect(loaded.stderr).not.toContain(crm);
  const before = await lakewright(["validate"], { cwd: unloaded });
  expect(before.status).toBe(0);
  expect(before.stderr).toMatch(/LW1653 {2}warning: 6 tables are not loaded or built here yet/);
  expect(before.stderr).toContain(`${crm}.contact`);
});

test.each<[place: string, right: string, wrong: string, hint: string]>([
  [
    "assign",
    "columns: [id, type, industry, billingcountry, ownership",
    "columns: [id, type, industry, billingcountry, ownreship",
    "ownership",
  ],
  [
    "columns of a filter",
    "billingcity, billingcountry, phone",
    "billingcity, billingcountry, pohne",
    "phone",
  ],
  [
    "columns of another filter",
    "is_speaker__c, email, npi__c]",
    "is_speaker__c, email, npi_c]",
    "npi__c",
  ],
  [
    "rows of a filter",
    "rows: billingcountry = 'Germany'",
    "rows: billingcuntry = 'Germany'",
    "billingcountry",
  ],
  ["rows behind AND", "AND channel__c != 'Phone'", "AND chanel__c != 'Phone'", "channel__c"],
  [
    "rows with a boolean",
    "rows: is_speaker__c = true",
    "rows: is_speakr__c = true",
    "is_speaker__c",
  ],
  [
    "columns of a grant",
    "annualrevenue, numberofemployees, target_score__c]",
    "annualrevenue, numberofemployees, target_skore__c]",
    "target_score__c",
  ],
  [
    "columns of a grant beside the load date",
    "valid_to__c, appflow_date_str]",
    "valid_to__c, appflow_date]",
    "appflow_date_str",
  ],
  ["masks with a hash", "columns: [email, npi__c]", "columns: [emial, npi__c]", "email"],
  [
    "masks with a constant",
    "columns: [lastname, firstname]\n      for: [analyst",
    "columns: [lastname, fristname]\n      for: [analyst",
    "firstname",
  ],
  [
    "hides of a test",
    "hides: [website, fax, description]",
    "hides: [webiste, fax, description]",
    "website",
  ],
  [
    "hides in another case",
    "hides: [birthdate, mobilephone",
    "hides: [Brithdate, mobilephone",
    "birthdate",
  ],
  [
    "rows of a test",
    "      rows: mailingcountry = 'France'\n    - name",
    "      rows: mailingcounty = 'France'\n    - name",
    "mailingcountry",
  ],
  [
    "assign on an open table",
    ...withEntry(
      "assign",
      `- { on: ${crm}.product2, columns: [list_prise__c], tags: { sensitivity: personal } }`,
    ),
    "list_price__c",
  ],
  [
    "except of a grant",
    ...withEntry(
      "grants",
      `- { to: analyst, select: ${crm}.product2, except: [list_prise__c], reason: all but the price }`,
    ),
    "list_price__c",
  ],
])("a slip in %s is a problem at its place", async (_, right, wrong, hint) => {
  plant(right, wrong);
  const { status, stderr } = await call("validate");
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/^access\.yaml:\d+:\d+ {2}LW1652 {2}\S+ has no column "\w+"$/m),
  ]);
  expect(stderr).toContain(`did you mean "${hint}"?`);
});

test("whatever reads as a role or shows what it reads is refused as well, and a load is not", async () => {
  plant("hides: [website, fax, description]", "hides: [webiste, fax, description]");
  const contact = `${crm}_current.contact`;
  for (const args of [
    ["access", "matrix"],
    ["access", "matrix", "--env", "dev"],
    ["access", "explain", `${crm}.account`, "--as", "analyst"],
    ["access", "test"],
    ["query", "--as", "analyst", `SELECT count(*) FROM ${contact}`],
  ]) {
    const { status, stdout, stderr } = await call(...args);
    expect([args, status, stdout]).toEqual([args, 2, ""]);
    expect(stderr).toContain("LW1652");
  }
  expect((await call("query", `SELECT count(*) FROM ${contact}`)).status).toBe(0);
  expect((await call("run", "Account")).status).toBe(0);
});

test("a key of the vault that is no column is a problem of warehouse.yaml", async () => {
  const file = join(gtm, "warehouse.yaml");
  const before = readFileSync(file, "utf8");
  writeFileSync(file, before.replace("key: accountid }", "key: acountid }"));
  const { status, stderr } = await call("validate");
  writeFileSync(file, before);
  expect([status, stderr]).toEqual([2, expect.stringMatching(/warehouse\.yaml:\d+:\d+ {2}LW1725/)]);
  expect(stderr).toContain('did you mean "accountid"?');
});

test("a filter by a date is told by every command that knows the type", async () => {
  plant(
    "  grants:\n",
    `    leap: { on: ${crm}.call_activity__c, rows: "call_date__c = '2024-02-29'", columns: [id] }\n  grants:\n    - { to: analyst, filter: leap, reason: one day }\n`,
  );
  const nothing = "filter leap matches nothing";
  const date = /filter leap compares "call_date__c", a date: Lake Formation cannot filter by dates/;
  const checked = await call("validate");
  expect([checked.status, checked.stderr]).toEqual([0, expect.stringMatching(date)]);
  expect(checked.stderr).toMatch(/access\.yaml:\d+:\d+ {2}LW1655 {2}warning/);
  const explained = await call("access", "explain", `${crm}.call_activity__c`, "--as", "analyst");
  expect(explained.stdout).toMatch(date);
  expect(explained.stdout).toContain(nothing);
  expect((await call("access", "test")).stderr).toContain(nothing);
  expect((await call("access", "matrix")).stderr).toMatch(/filter_type[\s\S]*filter_never_true/);
});

test("a date literal is refused, and the message does not lead to a filter that matches nothing", async () => {
  plant("rows: billingcountry = 'Germany'", "rows: createddate > date '2024-02-29'");
  const { status, stderr } = await call("validate");
  expect([status, stderr]).toEqual([2, expect.stringContaining("dates cannot be filtered")]);
  expect(stderr).toContain("or by the load date, which is text such as '20240229'");
});

test("a test that expects rows which cannot be fails", async () => {
  plant(
    "      rows: mailingcountry = 'France'\n    - name",
    "      rows: mailingcountry = 33\n    - name",
  );
  const { status, stdout } = await call("access", "test");
  expect(status).toBe(1);
  expect(stdout).toMatch(/by the rules: what it expects as rows compares "mailingcountry"/);
});

test("a catalog that cannot be read is told, and the folder is checked without it", async () => {
  const broken = join(home, "broken");
  cpSync(join(gtm, ".lakewright"), broken, { recursive: true });
  writeFileSync(join(broken, "catalog.db"), "no database");
  const { status, stderr } = await call("validate", "--state", broken);
  expect(status).toBe(0);
  const unchecked = /columns are not checked: .*catalog\.db cannot be used/;
  expect(stderr).toMatch(unchecked);
  for (const args of [
    ["access", "matrix"],
    ["access", "test"],
    ["query", "--as", "analyst", "SELECT 1"],
  ])
    expect((await call(...args, "--state", broken)).stderr, args.join(" ")).toMatch(unchecked);
});

const account = `${crm}.account`;
test.each<[args: readonly string[], hint: string]>([
  [["access", "matrix", "--table", `${crm}.acount`], `did you mean "${account}"?`],
  [["access", "matrix", "--table", "account"], `did you mean "${account}"?`],
  [
    ["access", "matrix", "--table", "mart_field_force.acounts"],
    'did you mean "mart_field_force.accounts"?',
  ],
  [["access", "matrix", "--as", "analist"], 'did you mean "analyst"?'],
  [["access", "matrix", "--as", "field_force"], "its roles: country_manager_de"],
  [["access", "explain", `${crm}.acount`, "--as", "analyst"], `did you mean "${account}"?`],
  [["access", "explain", `${account}.nmae`, "--as", "analyst"], 'did you mean "name"?'],
  [["access", "explain", account, "--as", "analist"], 'did you mean "analyst"?'],
  [["access", "test", "--env", "deev"], 'did you mean "dev"?'],
  [["query", "--as", "analist", "SELECT 1"], 'did you mean "analyst"?'],
  [["query", "SELECT 1", "--format", "jsn"], 'did you mean "json"?'],
  [["query", "--tables", "--env", "locl"], 'did you mean "local"?'],
  [["run", "Acount", "--dry-run"], 'did you mean "Account"?'],
  [["run", "gtn", "--dry-run"], 'did you mean "gtm"?'],
  [["elt", "gtn"], 'did you mean "gtm"?'],
  [["elt", "check", "gtn"], 'did you mean "gtm"?'],
  [["elt", "compat", "gtn"], 'did you mean "gtm"?'],
  [["status", "--env", "locl"], 'did you mean "local"?'],
  [["doctor", "--env", "prd"], 'did you mean "prod"?'],
  [["synth", "--env", "prd"], 'did you mean "prod"?'],
])("%j names what there is not: exit code 2 and the nearest name", async (args, hint) => {
  const { status, stdout, stderr } = await call(...args);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(hint);
});
