import { expect, test } from "vitest";
import { accessTexts } from "../../../test/access-texts.ts";
import { problemsIn } from "../../../test/check-texts.ts";

const tables = new Map([
  ["crm.account", ["id", "type", "fax", "phone", "load_date"]],
  ["crm.product2", ["id", "name", "list_price__c", "country", "billingcountry", "load_date"]],
]);
const loaded = { environment: "local", tables };

const problems = (parts: Readonly<Record<string, string>>, known = loaded) =>
  problemsIn(accessTexts(parts), known).filter((line) => !line.includes("LW1653"));

test.each<[place: string, parts: Readonly<Record<string, string>>, expected: string]>([
  [
    "assign",
    {
      assign:
        "[{ on: crm.product2, columns: [id, list_prise__c], tags: { sensitivity: personal } }]",
    },
    'access.yaml:6:46  LW1652  crm.product2 has no column "list_prise__c"\n  hint: did you mean "list_price__c"?',
  ],
  [
    "a column list in another case",
    { filters: "{ f: { on: crm.account, rows: all, columns: [id, FAXX] } }" },
    'access.yaml:6:61  LW1652  crm.account has no column "faxx"\n  hint: did you mean "fax"?',
  ],
  [
    "except",
    { filters: "{ f: { on: crm.product2, rows: all, except: list_price } }" },
    'access.yaml:6:56  LW1652  crm.product2 has no column "list_price"\n  hint: did you mean "list_price__c"?',
  ],
  [
    "rows, behind a column whose name holds the wrong one",
    { filters: "{ f: { on: crm.account, rows: \"Type = 'typ' AND typ = 'a'\", columns: [id] } }" },
    'access.yaml:6:60  LW1652  crm.account has no column "typ"\n  hint: did you mean "type"?',
  ],
  [
    "rows, in quotes",
    { filters: "{ f: { on: crm.account, rows: '\"Typ\" = 1', columns: [id] } }" },
    'access.yaml:6:43  LW1652  crm.account has no column "typ"\n  hint: did you mean "type"?',
  ],
  [
    "masks",
    { masks: "[{ on: crm.account, columns: [phone, fxa], for: [analyst], as: hash }]" },
    'access.yaml:6:47  LW1652  crm.account has no column "fxa"\n  hint: did you mean "fax"?',
  ],
  [
    "hides of a test",
    { tests: "[{ name: t, as: analyst, on: crm.account, hides: [nothing_like_it] }]" },
    'access.yaml:6:60  LW1652  crm.account has no column "nothing_like_it"\n  hint: correct the name; if the column is new at the source, load it first: lakewright run',
  ],
  [
    "rows of a test",
    { tests: "[{ name: t, as: analyst, on: crm.account, rows: phon = 'x' }]" },
    'access.yaml:6:58  LW1652  crm.account has no column "phon"\n  hint: did you mean "phone"?',
  ],
  [
    "an exception",
    {
      exceptions:
        "[{ finding: partition_key_personal, on: crm.account.laod_date, owner: a, reason: it is so, expires: 2026-12-31 }]",
    },
    'access.yaml:6:67  LW1652  crm.account has no column "laod_date"\n  hint: did you mean "load_date"?',
  ],
])("%s names a column that the catalog does not have", (_, parts, expected) => {
  expect(problems(parts)).toEqual([expected]);
});

test("columns of grants", () => {
  const grants = "\n    - { to: analyst, select: crm.account, columns: [id, tpye] }";
  expect(problems({ grants: `${grants}\n    - { to: chief, select: crm.* }` })).toEqual([
    'access.yaml:4:57  LW1652  crm.account has no column "tpye"\n  hint: did you mean "type"?',
  ]);
});

test("one warning says of which tables nobody knows the columns yet", () => {
  const parts = { tests: "[{ name: t, as: analyst, on: crm.log__c, hides: [x] }]" };
  const unloaded = { environment: "local", tables: new Map<string, string[]>() };
  expect(problemsIn(accessTexts(parts), unloaded)).toEqual([
    "access.yaml:1:1  LW1653  warning: 2 tables are not loaded or built here yet, so that the names of columns in them cannot be checked: crm.account, crm.log__c\n  hint: lakewright run or elt makes them known, then validate again; until the name is right, a rule with a slip opens nothing",
  ]);
  expect(problemsIn(accessTexts(parts))).toEqual([]);
});

test("a table that nothing declares is a problem of its own, not one that is yet to be loaded", () => {
  const tests = "[{ name: t, as: analyst, on: crm.nowhere, hides: [x] }]";
  const unloaded = { environment: "local", tables: new Map<string, string[]>() };
  const found = problemsIn(accessTexts({ tests }), unloaded);
  expect(found).toContainEqual(expect.stringContaining("crm.nowhere"));
  expect(found.filter((line) => line.includes("LW1653")).join()).not.toContain("crm.nowhere");
});

test("a grant of another environment is warned of: its table may have the column there", () => {
  const grants =
    "\n    - { to: analyst, select: crm.account, columns: [tpye], environment: prod }\n    - { to: analyst, select: crm.account, columns: [id] }\n    - { to: chief, select: crm.* }";
  expect(problems({ grants })).toEqual([
    'access.yaml:4:53  LW1654  warning: crm.account has no column "tpye" in local; whether prod has it is not known here\n  hint: did you mean "type"?',
  ]);
});

test("an exception answers for a column that only other environments have, until its day", () => {
  const assign = "[{ on: crm.account, columns: vip__c, tags: { sensitivity: personal } }]";
  const until = (day: string) => ({
    assign,
    exceptions: `[{ finding: column_missing, on: crm.account.vip__c, owner: a, reason: only prod has it, expires: ${day} }]`,
  });
  expect(problems(until("2026-12-31"))).toEqual([]);
  expect(problems(until("2025-12-31"))).toContainEqual(expect.stringContaining("LW1652"));
});

test("a field that a flow names and has not loaded is warned of: the next load may bring it", () => {
  const { appflow = "", access = "" } = accessTexts({});
  const named = (keys: string) =>
    problemsIn({ appflow: appflow.replace("pii: 1 }", `pii: 1, ${keys} }`), access }, loaded);
  expect(named("fields: [Id, Type, Fxa]")).toContainEqual(
    'appflow.yaml:7:55  LW1427  warning: fields names "Fxa", which crm.account has not loaded\n  hint: did you mean "fax"?',
  );
  expect(named("clear_fields: [Phone, Fxa]")).toContainEqual(expect.stringContaining("LW1427"));
  expect(named("incremental_load: true, incremental_field: Fxa")).toContainEqual(
    expect.stringContaining('incremental_field names "Fxa"'),
  );
  expect(named("fields: [Id, Type, Fax]").join()).not.toContain("LW1427");
});

test("before the first load, the fields that a flow lists are the columns", () => {
  const { appflow = "", access = "" } = accessTexts({
    tests: "[{ name: t, as: analyst, on: crm.account, hides: [faks] }]",
  });
  const listed = appflow.replace("pii: 1 }", "pii: 1, fields: [Id, Type, Fax] }");
  expect(
    problemsIn({ appflow: listed, access }, { environment: "local", tables: new Map() }),
  ).toContainEqual(expect.stringContaining('LW1652  crm.account has no column "faks"'));
});
