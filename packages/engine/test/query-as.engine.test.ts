import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Access, Grant } from "@lakewright/config";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queryAs } from "../src/access/use-cases/query-as.ts";
import { readableTables } from "../src/access/use-cases/readable-tables.ts";
import { testAccess } from "../src/access/use-cases/test-access.ts";
import { runPlatform } from "../src/flows/use-cases/run-platform.ts";
import type { MemoryPorts } from "../src/memory.ts";
import { memoryPorts } from "../src/memory.ts";
import { governedQuery } from "../src/query/adapters/governed/governed-query.ts";
import type { GovernedQuery } from "../src/query/ports/governed-query.ts";
import { queryLake } from "../src/query/use-cases/query-lake.ts";
import { queryableTables } from "../src/query/use-cases/queryable-tables.ts";
import { memorySource } from "../src/sources/adapters/memory/memory-source.ts";
import { anyEnvironment, anyFlow } from "./any-flow.ts";
import { anyWarehouse } from "./elt/any-warehouse.ts";
import { bundledChild } from "./gate/bundled-child.ts";
import { listedAndRead } from "./gate/listed-and-read.ts";

const signal = new AbortController().signal;
const field = (name: string, type: string) => ({ name, label: name, type, calculated: false });
const at = { file: "/platform/access.yaml", line: 1, column: 1 };
const fields = [
  field("Id", "id"),
  field("Name", "string"),
  field("Country", "string"),
  field("Revenue", "currency"),
  field("SystemModstamp", "datetime"),
];
const row = (Id: string, Country: string, Revenue: number) => ({
  ...{ Id, Country, Revenue, Name: `name ${Id}` },
  SystemModstamp: "2026-01-01T00:00:00Z",
});
const rows = [row("a", "DE", 1), row("b", "FR", 2), row("c", "DE", 3)];
const flow = anyFlow({ sensitivity: "none" });

const role = (name: string) => [
  name,
  {
    name,
    description: "",
    kind: "persona",
    iamRole: undefined,
    glueVersion: undefined,
    groups: [],
    bypasses: [],
    at,
  } as const,
];
const grant = (to: string, resource: Grant["resource"]): Grant => ({
  ...{ id: `${to} grant`, to, resource, permissions: ["select"], grantable: [], reason: "", at },
});
const account = { database: "crm", table: "account" } as const;
const access: Access = {
  roles: Object.fromEntries(["all", "germany", "columns", "masked", "nothing"].map(role)),
  tags: { sensitivity: ["personal", "internal", "public", "unclassified"] },
  assignments: [],
  filters: {
    german: {
      ...account,
      name: "german",
      rows: { kind: "compare", column: "country", operator: "=", value: "DE" },
      rowsText: "country = 'DE'",
      columns: { kind: "include", names: ["id", "name", "country"] },
      at,
    },
  },
  grants: [
    grant("all", { ...account, kind: "table", columns: { kind: "all" } }),
    grant("germany", { kind: "filter", filter: "german" }),
    grant("columns", {
      ...account,
      kind: "table",
      columns: { kind: "include", names: ["id", "country"] },
    }),
    grant("masked", { ...account, kind: "table", columns: { kind: "include", names: ["id"] } }),
  ],
  masks: [{ ...account, column: "name", roles: ["masked"], as: { kind: "hash" }, at }],
  closed: [],
  exceptions: [],
  domains: {},
  tests: [],
};
const environment = { ...anyEnvironment([flow]), access };

let folder: string;
let ports: MemoryPorts;
let governed: GovernedQuery;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakewright-"));
  const source = memorySource({
    objects: { Account: { fields, rows } },
    now: new Date("2026-01-02T06:00:00Z"),
  });
  ports = await memoryPorts(source, { now: () => new Date() }, folder);
  await runPlatform({ ports, environment, signal, report: () => undefined }, { names: [] });
  governed = await governedQuery({ hashKey: "secret", childFile: await bundledChild(folder) });
});
afterAll(async () => {
  await governed.close();
  await ports.close();
  await rm(folder, { recursive: true });
});

const asked = (as: string, sql: string) =>
  queryAs({ ...ports, governed }, { environment, role: as, sql }, signal);
const everything = "SELECT * FROM crm_current.account ORDER BY id";

test("the same query is answered differently for each role", async () => {
  expect((await asked("all", everything)).rows).toHaveLength(3);
  const german = await asked("germany", everything);
  expect(german.columns.map(({ name }) => name)).toEqual(["id", "name", "country", "load_date"]);
  expect(german.rows.map(([id]) => id)).toEqual(["a", "c"]);
  const some = await asked("columns", everything);
  expect(some.rows[1]).toEqual(["b", "FR", "20260102"]);
});

test("a masked column shows a keyed hash, which keeps equality alone", async () => {
  const { rows: masked } = await asked(
    "masked",
    "SELECT id, name FROM crm_current.account ORDER BY id",
  );
  expect(masked[0]).toEqual(["a", expect.stringMatching(/^[0-9a-f]{64}$/)]);
});

test("rule 14: a hidden column is not there, also in a condition: what the engine cannot enforce is not shown", async () => {
  const sql = "SELECT id FROM crm_current.account WHERE revenue > 1";
  await expect(asked("columns", sql)).rejects.toMatchObject({ code: "sql_refused" });
});

test("a table without any grant is refused in the words of one that does not exist", async () => {
  const of = (sql: string) => asked("nothing", sql).catch((error: Error) => error.message);
  const hidden = await of("SELECT * FROM crm_current.account");
  const missing = await of("SELECT * FROM crm_current.acorns");
  expect(hidden).toContain("account");
  expect(String(hidden).replace("account", "acorns")).toBe(missing);
});

test("the external table is governed as the current one is", async () => {
  expect((await asked("germany", "SELECT id FROM crm_ext.account ORDER BY id")).rows).toEqual([
    ["a"],
    ["c"],
  ]);
});

test.each(["all", "germany", "columns", "masked", "nothing"])(
  "what is listed for the role %s is what it can read, column by column",
  async (as) => {
    const all = await queryableTables(ports, environment);
    const listed = await readableTables(ports, environment, as);
    const found = await listedAndRead({ all, listed, read: (sql) => asked(as, sql) });
    expect(found.listed).toEqual(found.readable);
    expect(found.listed.length > 0).toBe(as !== "nothing");
  },
);

test("a list for a role that nobody declares is refused, with the one that was meant", async () => {
  await expect(readableTables(ports, environment, "germny")).rejects.toMatchObject({
    code: "unknown_name",
    hint: 'did you mean "germany"?',
  });
  const open = { ...environment, access: undefined };
  await expect(readableTables(ports, open, "all")).rejects.toMatchObject({ code: "unknown_name" });
});

test("a masked column is listed as the text that is shown in its place", async () => {
  const masks = [{ ...account, column: "revenue", roles: ["masked"], as: { kind: "hash" }, at }];
  const masked = { ...environment, access: { ...access, masks } as Access };
  const [table] = await readableTables(ports, masked, "masked");
  expect(table?.columns).toContainEqual({ name: "revenue", type: "string" });
});

test("the catalog's own name of a table is its every version, for the owner and for each role", async () => {
  const of = (name: string) => `SELECT * FROM ${name} ORDER BY id`;
  const owner = (name: string) =>
    queryLake(ports, { flows: environment.flows, sql: of(name) }, signal);
  expect(await owner("crm.account")).toEqual(await owner("crm_ext.account"));
  expect((await owner("crm.account")).rows).toHaveLength(3);
  for (const as of ["all", "germany", "columns", "masked"])
    expect([as, await asked(as, of("crm.account"))]).toEqual([
      as,
      await asked(as, of("crm_ext.account")),
    ]);
  const hidden = await asked("nothing", of("crm.account")).catch(({ message }) => message);
  expect(hidden).toBe('"crm.account" does not exist or you may not read it');
  await expect(asked("columns", "SELECT revenue FROM crm.account")).rejects.toMatchObject({
    code: "sql_refused",
  });
});

test("one statement may use every name of a table, in any case", async () => {
  const sql =
    "SELECT crm.account.id FROM CRM.Account JOIN crm_ext.account AS e USING (id) JOIN crm_current.account AS c USING (id) WHERE crm.account.load_date >= '20260101' ORDER BY 1";
  expect((await asked("germany", sql)).rows).toEqual([["a"], ["c"]]);
  const { rows: read } = await queryLake(ports, { flows: environment.flows, sql }, signal);
  expect(read).toEqual([["a"], ["b"], ["c"]]);
});

test("a database may be called as a schema that every engine has", async () => {
  const main = anyFlow({
    sensitivity: "none",
    profile: "main",
    database: "main",
    name: "main-flow",
  });
  const there = { ...environment, flows: [main] };
  await runPlatform({ ports, environment: there, signal, report: () => undefined }, { names: [] });
  const sql = "SELECT id FROM main.account ORDER BY id";
  expect((await queryLake(ports, { flows: [main], sql }, signal)).rows).toHaveLength(3);
});

test("what is not loaded or built yet says so and how to get it, whichever name is used", async () => {
  const contact = anyFlow({ name: "gtm-dev-crm-Contact", object: "Contact", table: "contact" });
  const flows = [...environment.flows, contact];
  const messageOf = async (name: string) => {
    const asks = { flows, warehouse: anyWarehouse(), sql: `SELECT 1 FROM ${name}` };
    const { code, message, hint } = await queryLake(ports, asks, signal).catch((error) => error);
    return [code, message, hint];
  };
  for (const name of ["crm.contact", "crm_ext.contact", "crm_current.contact"])
    expect(await messageOf(name)).toEqual([
      "unknown_name",
      `"${name}" is not loaded yet`,
      "lakewright run gtm-dev-crm-Contact",
    ]);
  expect(await messageOf("raw_dv.hub_account")).toEqual([
    "unknown_name",
    '"raw_dv.hub_account" is not built yet',
    "lakewright elt",
  ]);
  expect((await messageOf("crm_current.acount"))[2]).toBe('did you mean "crm_current.account"?');
  expect((await messageOf("account"))[2]).toContain("crm_current.account, crm_ext.account");
  expect((await messageOf("warehouse.sales"))[2]).toBe("lakewright query --tables lists them");
});

test("a sentence is tried on the data, and a mask that shows the value is noticed", async () => {
  const sentence = {
    ...account,
    name: "names are masked",
    as: "masked",
    expects: { kind: "allowed", columns: ["id"], hides: ["name"], rows: "all", rowsText: "all" },
    at,
  } as const;
  const tested = { ...environment, access: { ...access, tests: [sentence] } };
  const tryWith = (as: GovernedQuery) =>
    testAccess({ ports, environment: tested, signal }, async () => as);
  expect(await tryWith(governed)).toMatchObject([{ byRules: [], byData: [] }]);
  const leaking = { ...governed, maskSql: (column: string) => `"${column}"` };
  expect(await tryWith(leaking)).toMatchObject([
    { byRules: [], byData: ["reads name behind its mask in 3 rows"] },
  ]);
});

test.each([
  ["hides a column that the table does not have", { hides: ["emial"] }, "there is no column emial"],
  ["compares one", { rows: { kind: "is_null", column: "city", negated: false } }, "column city"],
  ["hides the partition key, which nobody can hide", { hides: ["load_date"] }, "sees load_date"],
] as const)("a sentence that %s does not hold", async (_, expected, said) => {
  const nothing = { columns: undefined, hides: [], rows: undefined, rowsText: undefined };
  const expects = { kind: "allowed", ...nothing, ...expected } as const;
  const tests = [{ ...account, name: "a sentence", as: "columns", expects, at }];
  const tested = { ...environment, access: { ...access, tests } };
  const [result] = await testAccess({ ports, environment: tested, signal }, async () => governed);
  expect(result?.byRules).toEqual([expect.stringContaining(said)]);
});

test("a sentence that the rules keep and the reading breaks does not hold", async () => {
  const german = {
    ...account,
    name: "a German sees Germans",
    as: "germany",
    expects: {
      kind: "allowed",
      columns: undefined,
      hides: ["revenue"],
      rows: { kind: "compare", column: "country", operator: "=", value: "DE" },
      rowsText: "country = 'DE'",
    },
    at,
  } as const;
  const denied = { ...german, as: "nothing", expects: { kind: "denied" } } as const;
  const tested = { ...environment, access: { ...access, tests: [german, denied] } };
  const tryWith = (as: GovernedQuery) =>
    testAccess({ ports, environment: tested, signal }, async () => as);
  expect(await tryWith(governed)).toMatchObject([
    { byRules: [], byData: [] },
    { byRules: [], byData: [] },
  ]);
  const leaking: GovernedQuery = {
    ...governed,
    query: (sql) => queryLake(ports, { flows: environment.flows, sql }, signal),
  };
  expect(await tryWith(leaking)).toMatchObject([
    { byRules: [], byData: ["sees revenue", "reads 3 rows instead of 2"] },
    { byRules: [], byData: ["could read the table"] },
  ]);
});

test.each([
  ["all", "all", []],
  ["all", "DE", ["sees rows beyond the expected ones: all"]],
  ["germany", "all", ["does not see all expected rows, only: country = 'DE'"]],
  [
    "germany",
    "FR",
    [
      "sees rows beyond the expected ones: country = 'DE'",
      "does not see all expected rows, only: country = 'DE'",
    ],
  ],
] as const)(
  "that %s sees the rows of %s is judged in both directions",
  async (as, country, said) => {
    const rows =
      country === "all"
        ? country
        : ({ kind: "compare", column: "country", operator: "=", value: country } as const);
    const expects = { kind: "allowed", columns: undefined, hides: [], rows, rowsText: "" } as const;
    const tests = [{ ...account, name: "a sentence", as, expects, at }];
    const tested = { ...environment, access: { ...access, tests } };
    expect(await testAccess({ ports, environment: tested, signal }, undefined)).toMatchObject([
      { byRules: said },
    ]);
  },
);

test("a role that is not declared is refused by name, and so is a platform without rules", async () => {
  await expect(asked("germny", everything)).rejects.toMatchObject({
    hint: 'did you mean "germany"?',
  });
  const open = queryAs(
    { ...ports, governed },
    { environment: { ...environment, access: undefined }, role: "all", sql: everything },
    signal,
  );
  await expect(open).rejects.toMatchObject({ code: "unknown_name" });
});
