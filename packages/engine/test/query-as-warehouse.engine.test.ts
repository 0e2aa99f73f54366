import { mkdtemp, readdir, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccessTest, Mart, RowExpression, Warehouse } from "@lakewright/config";
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
import { queryableNames, queryableTables } from "../src/query/use-cases/queryable-tables.ts";
import { memorySource } from "../src/sources/adapters/memory/memory-source.ts";
import { sampleAccess, tagged } from "./access/sample-access.ts";
import { anyEnvironment, anyFlow } from "./any-flow.ts";
import { anyWarehouse } from "./elt/any-warehouse.ts";
import { bundledChild } from "./gate/bundled-child.ts";
import { listedAndRead } from "./gate/listed-and-read.ts";
import { publishState, writeState } from "./gate/published-state.ts";

const signal = new AbortController().signal;
const at = { file: "/platform/access.yaml", line: 1, column: 1 };
const accounts = { database: "mart_out", table: "accounts" } as const;
const german: RowExpression = { kind: "compare", column: "country", operator: "=", value: "DE" };
const field = (name: string, type: string) => ({ name, label: name, type, calculated: false });
const lakeAccounts = {
  fields: [field("Id", "id"), field("Name", "string"), field("SystemModstamp", "datetime")],
  rows: [{ Id: "a", Name: "Ann", SystemModstamp: "2026-01-01T00:00:00Z" }],
};
const column = (name: string) => ({ name, type: "varchar", description: "" }) as const;

/** The vault of any warehouse, with a mart of accounts and one that is a view over files of the lake. */
function warehouse(): Warehouse {
  const { marts, ...others } = anyWarehouse();
  const [mart] = marts as readonly [Mart];
  const [totals] = mart.tables as readonly [Mart["tables"][number]];
  const table = (name: string, columns: Mart["tables"][number]["columns"]) => {
    return { ...totals, name, columns };
  };
  const tables = [
    totals,
    table("accounts", ["id", "country", "email", "city"].map(column)),
    table("straight_from_the_lake", [column("id")]),
  ];
  return { ...others, marts: [{ ...mart, tables }] };
}

const grant = (to: string, columns: readonly string[]) => ({
  to,
  resource: { ...accounts, kind: "table", columns: { kind: "include", names: columns } } as const,
});
const openTags = {
  kind: "tags",
  level: "table",
  expression: { sensitivity: ["internal"] },
} as const;
const access = sampleAccess({
  roles: {
    ...{ columns: {}, germany: {}, cells: {}, masked: {}, tags: {}, nothing: {} },
    steward: { kind: "steward" },
  },
  filters: {
    german: {
      ...accounts,
      rows: german,
      rowsText: "country = 'DE'",
      columns: { kind: "include", names: ["id", "country"] },
    },
    ids: { ...accounts, columns: { kind: "include", names: ["id"] } },
  },
  grants: [
    grant("columns", ["id", "country", "city"]),
    { to: "columns" },
    { to: "germany", resource: { kind: "filter", filter: "german" } },
    { to: "cells", resource: { kind: "filter", filter: "german" } },
    { to: "cells", resource: { kind: "filter", filter: "ids" } },
    grant("masked", ["id"]),
    { to: "tags", resource: openTags },
    ...["mart_out", "raw_dv", "business_dv", "stg_gtm"].map((database) => ({
      to: "steward",
      resource: { kind: "all_tables", database } as const,
    })),
  ],
  masks: [
    { ...accounts, column: "email", roles: ["masked"], as: { kind: "hash" }, at },
    {
      ...{ ...accounts, column: "country", roles: ["masked"], at },
      as: { kind: "constant", value: "(hidden)" },
    },
  ],
});
const environment = { ...anyEnvironment([anyFlow()]), access, warehouse: warehouse() };

let folder: string;
let ports: MemoryPorts;
let governed: GovernedQuery;

const rows =
  "('a', 'DE', 'a@x.com', 'Berlin'), ('b', 'FR', 'b@x.com', 'Paris'), ('c', 'DE', 'c@x.com', NULL)";
const made = (lakeFile: string) => [
  "CREATE SCHEMA warehouse.mart_out",
  "CREATE SCHEMA warehouse.raw_dv",
  "CREATE SCHEMA warehouse.business_dv",
  `CREATE TABLE warehouse.mart_out.accounts AS FROM (VALUES ${rows}) AS t(id, country, email, city)`,
  "CREATE TABLE warehouse.mart_out.helper AS SELECT 'SECRET' AS id",
  "CREATE TABLE warehouse.raw_dv.sat_account_crm AS FROM (VALUES ('a', 1, 'old'), ('a', 2, 'new')) AS t(id, nth, name)",
  "CREATE VIEW warehouse.business_dv.sat_account_crm_latest AS SELECT id, name FROM warehouse.raw_dv.sat_account_crm WHERE regexp_matches(name, '^n')",
  `COPY (SELECT 'SECRET' AS id) TO '${lakeFile}' (FORMAT parquet)`,
  `CREATE VIEW warehouse.mart_out.straight_from_the_lake AS SELECT id FROM read_parquet('${lakeFile}')`,
];
const sensitivities: Readonly<Record<string, string>> = {
  ...{ id: "internal", country: "internal", email: "personal", name: "internal", n: "internal" },
};
const schemas = ["mart_out", "raw_dv", "business_dv"];
const found = { schemas, sensitivityOf: (name: string) => sensitivities[name] };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakewright-warehouse-"));
  const source = memorySource({ objects: { Account: lakeAccounts }, now: new Date() });
  ports = await memoryPorts(source, { now: () => new Date() }, folder);
  await runPlatform({ ports, environment, signal, report: () => undefined }, { names: [] });
  const file = await writeState(join(folder, "1"), made(join(folder, "lake.parquet")));
  await publishState(ports, file, found);
  governed = await governedQuery({ hashKey: "secret", childFile: await bundledChild(folder) });
});
afterAll(async () => {
  await governed.close();
  await ports.close();
  await rm(folder, { recursive: true });
});

const asked = (as: string, sql: string) =>
  queryAs({ ...ports, governed }, { environment, role: as, sql }, signal);
const everything = "SELECT * FROM mart_out.accounts ORDER BY id";
const messageOf = (as: string, sql: string) =>
  asked(as, sql).catch((error: Error) => error.message);

test("a role reads the columns of a mart that it is granted and that somebody has classified", async () => {
  const { columns, rows: read } = await asked("columns", everything);
  expect(columns.map(({ name }) => name)).toEqual(["id", "country"]);
  expect(read).toEqual([
    ["a", "DE"],
    ["b", "FR"],
    ["c", "DE"],
  ]);
});

test("a grant on tags opens the columns that were found to say nothing about a person", async () => {
  const { columns } = await asked("tags", everything);
  expect(columns.map(({ name }) => name)).toEqual(["id", "country"]);
  const vault = await asked("tags", "SELECT * FROM business_dv.sat_account_crm_latest");
  expect(vault.rows).toEqual([["a", "new"]]);
});

test("rows and cells of a mart are filtered as those of the lake", async () => {
  expect((await asked("germany", everything)).rows).toEqual([
    ["a", "DE"],
    ["c", "DE"],
  ]);
  expect((await asked("cells", everything)).rows).toEqual([
    ["a", "DE"],
    ["b", null],
    ["c", "DE"],
  ]);
});

test("masks work on columns of the warehouse", async () => {
  const { columns, rows: read } = await asked("masked", everything);
  expect(columns.map(({ name }) => name)).toEqual(["id", "country", "email"]);
  expect(read[0]).toEqual(["a", "(hidden)", expect.stringMatching(/^[0-9a-f]{64}$/)]);
});

test("a steward sees what nobody has classified", async () => {
  expect((await asked("steward", everything)).columns).toHaveLength(4);
});

test.each([
  ["is hidden", "nothing", "mart_out.accounts"],
  ["is of another layer", "columns", "raw_dv.sat_account_crm"],
  ["no YAML declares", "steward", "mart_out.helper"],
  ["lies in the state's own name", "steward", "warehouse.helper"],
])("a table that %s is refused in the words of one that does not exist", async (_, as, name) => {
  const hidden = await messageOf(as, `SELECT * FROM ${name}`);
  const missing = await messageOf(as, "SELECT * FROM mart_out.nothing_here");
  expect(String(missing)).toContain(
    '"mart_out.nothing_here" does not exist or you may not read it',
  );
  expect(String(hidden).replace(name, "mart_out.nothing_here")).toBe(missing);
});

test.each(["columns", "germany", "cells", "masked", "tags", "steward", "nothing"])(
  "what is listed for the role %s of lake and warehouse is what it can read, column by column",
  async (as) => {
    // A view over files of the lake cannot be run by anybody.
    const runs = ({ name }: { readonly name: string }) => name !== "straight_from_the_lake";
    const all = (await queryableTables(ports, environment)).filter(runs);
    const listed = (await readableTables(ports, environment, as)).filter(runs);
    const found = await listedAndRead({ all, listed, read: (sql) => asked(as, sql) });
    expect(found.listed).toEqual(found.readable);
    expect(found.listed).not.toContain("mart_out.helper.id");
  },
);

test("a predicate does not look behind a view of the warehouse", async () => {
  const sql =
    "SELECT count(*) FROM business_dv.sat_account_crm_latest WHERE CAST(replace(name, 'new', '1') AS INTEGER) = 1";
  expect((await asked("tags", sql)).rows).toEqual([["1"]]);
});

test("a view that reaches files of the lake shows none of them", async () => {
  const said = await messageOf("steward", "SELECT * FROM mart_out.straight_from_the_lake");
  expect(said).toBe("the statement was stopped: the engine could not run it");
});

test("statements about tables of one state follow each other, and a newer state is seen at once", async () => {
  const counts = async () => [
    (await asked("columns", "SELECT count(*) FROM mart_out.accounts")).rows[0]?.[0],
    (await asked("columns", "SELECT count(country) FROM mart_out.accounts")).rows[0]?.[0],
    (await asked("tags", "SELECT count(*) FROM raw_dv.sat_account_crm")).rows[0]?.[0],
  ];
  expect(await counts()).toEqual(["3", "3", "2"]);
  const next = await writeState(join(folder, "2"), [
    ...made(join(folder, "lake.parquet")),
    "INSERT INTO warehouse.mart_out.accounts VALUES ('d', 'IT', 'd@x.com', 'Rome')",
  ]);
  await publishState(ports, next, found);
  expect(await counts()).toEqual(["4", "4", "2"]);
  await publishState(ports, join(folder, "1", "warehouse.duckdb"), found);
});

test("what is decided over one state is never read out of another", async () => {
  const first = join(folder, "1", "warehouse.duckdb");
  const masked = made(join(folder, "lake.parquet")).map((sql) =>
    sql.replaceAll("@x.com", "@hidden"),
  );
  const next = await writeState(join(folder, "3"), masked);
  const relaxed = { schemas, sensitivityOf: () => "internal" };
  let published = false;
  const catalog: MemoryPorts["catalog"] = {
    ...ports.catalog,
    table: async (database, name) => {
      if (!published && name === "accounts") {
        published = true;
        await publishState(ports, next, relaxed);
      }
      return ports.catalog.table(database, name);
    },
  };
  const sql = "SELECT email FROM mart_out.accounts WHERE id = 'a'";
  const { rows: read } = await queryAs(
    { ...ports, catalog, governed },
    { environment, role: "tags", sql },
    signal,
  );
  expect(read).toEqual([["a@hidden"]]);
  await publishState(ports, first, found);
});

test("lake and warehouse are joined in one statement", async () => {
  const sql =
    "SELECT a.country, l.name FROM mart_out.accounts AS a JOIN crm_current.account AS l ON l.id = a.id";
  expect((await asked("columns", sql)).rows).toEqual([["DE", "Ann"]]);
  await expect(asked("tags", sql)).rejects.toMatchObject({ code: "sql_refused" });
});

test("no process keeps a state open, and none that runs a role's text ever opened one", async () => {
  if (process.platform !== "linux") return;
  await asked("columns", "SELECT id FROM mart_out.accounts");
  await asked("tags", "SELECT id FROM raw_dv.sat_account_crm");
  await asked("tags", "SELECT a.id FROM mart_out.accounts AS a, raw_dv.sat_account_crm AS s");
  await expect.poll(() => timesOpenInChildren("warehouse.duckdb")).toEqual([]);
});

/** How often each child process has a file of this name open, if it has. */
async function timesOpenInChildren(name: string): Promise<number[]> {
  const task = `/proc/self/task/${process.pid}/children`;
  const children = (await readFile(task, "utf8")).split(" ").filter(Boolean);
  const counts = await Promise.all(
    children.map(async (pid) => {
      const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
      const links = descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => ""));
      return (await Promise.all(links)).filter((link) => link.endsWith(name)).length;
    }),
  );
  return counts.filter((count) => count > 0);
}

const sentence = (parts: Partial<AccessTest>): AccessTest => ({
  ...{ name: "a sentence", as: "germany", ...accounts, at },
  expects: {
    kind: "allowed",
    columns: ["id", "country"],
    hides: ["email"],
    rows: german,
    rowsText: "country = 'DE'",
  },
  ...parts,
});
const tried = (tests: readonly AccessTest[], as: GovernedQuery) =>
  testAccess(
    { ports, environment: { ...environment, access: { ...access, tests } }, signal },
    async () => as,
  );

test("a sentence about a mart is tried by the rules and on the published state", async () => {
  const denied = sentence({ as: "nothing", expects: { kind: "denied" } });
  const good = [sentence({}), denied];
  expect(await tried(good, governed)).toMatchObject([
    { byRules: [], byData: [] },
    { byRules: [], byData: [] },
  ]);
  const leaking: GovernedQuery = {
    ...governed,
    query: (sql) => queryLake(ports, { ...environment, sql }, signal),
  };
  expect(await tried(good, leaking)).toMatchObject([
    {
      byRules: [],
      byData: ["sees email", "also sees email", "also sees city", "reads 3 rows instead of 2"],
    },
    { byRules: [], byData: ["could read the table"] },
  ]);
});

test("a sentence about what nothing is known of is not tried, and says why", async () => {
  const expects = { kind: "denied" } as const;
  const hub = sentence({ database: "raw_dv", table: "hub_account", expects });
  const untried = expect.stringContaining("nothing is known yet");
  expect(await tried([hub], governed)).toEqual([
    { test: hub, byRules: [], byData: undefined, untried },
  ]);
});

test("a sentence about staging is tried by the rules alone", async () => {
  const staging = { database: "stg_gtm", table: "stg_crm__account" } as const;
  const place = { ...staging, kind: "columns", columns: ["id"] } as const;
  const decided = { ...access, assignments: [tagged(place, "sensitivity", "personal")] };
  const tests = [sentence({ ...staging, as: "steward", expects: { kind: "denied" } })];
  const asked = { ...environment, access: { ...decided, tests } };
  expect(
    await testAccess({ ports, environment: asked, signal }, async () => governed),
  ).toMatchObject([{ byRules: ["sees id, *"], byData: undefined }]);
});

test("queries without a role see every table that a declared project built", async () => {
  expect(await queryableNames(ports, environment)).toContain("mart_out.helper");
  expect(await queryableNames(ports, { flows: [] })).toEqual([]);
});
