import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { connectUtc, openDuckDb } from "../../src/core/adapters/duckdb/duckdb-instance.ts";
import type { DuckDbType } from "../../src/core/domain/logical-type.ts";
import { constantMask, keyedHashMask } from "../../src/query/adapters/gate/mask-sql.ts";
import type { LakeRelation, PublishedRelation } from "../../src/query/domain/relation.ts";
import type { GovernedRelation, RelationPolicy } from "../../src/query/ports/governed-query.ts";
import type { FieldDescription } from "../../src/sources/domain/field-type.ts";
import { bundledChild } from "./bundled-child.ts";
import { writeState } from "./published-state.ts";

export const hashKey = "a key that no role knows";

/**
 * Two tables in one lake: `sales.accounts`, granted under a policy, and `sales.hr`, which is hidden; and a state of the warehouse
 * with the same two, in which other schemas, a macro and a type hold secrets too.
 */
export interface GovernedLake {
  readonly folder: string;
  readonly childFile: string;
  readonly accounts: LakeRelation;
  readonly accountsFile: string;
  readonly hrFile: string;
  readonly stateAccounts: PublishedRelation;
  remove(): Promise<void>;
}

const columns: readonly (readonly [string, DuckDbType])[] = [
  ["id", "BIGINT"],
  ["region", "VARCHAR"],
  ["name", "VARCHAR"],
  ["revenue", "DOUBLE"],
  ["founded", "DATE"],
  ["ssn", "VARCHAR"],
  ["email", "VARCHAR"],
  ["phone", "VARCHAR"],
  ["salary", "INTEGER"],
];

/** Even rows are in the EU, odd ones in the US; whatever is hidden holds SECRET. */
function accountsSql(rows: number): string {
  return `SELECT i AS id, CASE WHEN i % 2 = 0 THEN 'EU' ELSE 'US' END AS region,
    CASE WHEN i % 2 = 0 THEN 'EU-Name-' ELSE 'US-SECRET-' END || i AS name, i * 10.0::DOUBLE AS revenue,
    DATE '2020-01-01' + (i % 900)::INTEGER AS founded, 'SECRET-ssn-' || i AS ssn, 'SECRET' || i || '@x.com' AS email,
    'SECRET-phone-' || i AS phone, (1000000 + i)::INTEGER AS salary FROM range(1, ${rows + 1}) AS r(i)`;
}

function stateSql(rows: number, hrFile: string): readonly string[] {
  return [
    ..."sales raw_dv stg_gtm".split(" ").map((schema) => `CREATE SCHEMA warehouse.${schema}`),
    `CREATE TABLE warehouse.sales.accounts AS SELECT *, '20240501' AS load_date FROM (${accountsSql(rows)})`,
    "CREATE TABLE warehouse.sales.hr AS SELECT 'SECRET-boss' AS who, 999999 AS pay",
    "CREATE TABLE warehouse.main.hr AS SELECT 'SECRET-boss' AS who, 999999 AS pay",
    "CREATE TABLE warehouse.raw_dv.hub_person AS SELECT 'SECRET-person' AS person_bk",
    `CREATE VIEW warehouse.stg_gtm.stg_hr AS SELECT * FROM read_parquet('${hrFile}')`,
    // A join leaves rows out, which an engine that pushes predicates below it would show to them.
    `CREATE VIEW warehouse.sales.europeans AS SELECT a.id, a.name FROM warehouse.sales.accounts AS a
     JOIN (SELECT id FROM warehouse.sales.accounts WHERE region = 'EU') AS e ON e.id = a.id`,
    "CREATE MACRO warehouse.main.leak() AS TABLE SELECT * FROM warehouse.sales.hr",
    "CREATE MACRO warehouse.main.boss() AS (SELECT who FROM warehouse.sales.hr)",
    "CREATE TYPE warehouse.main.secret_kind AS ENUM ('SECRET')",
    "CREATE SEQUENCE warehouse.main.secret_number START 4711",
  ];
}

/** Writes the lake as the platform lays it out and bundles the query process. */
export async function governedLake(rows = 1000): Promise<GovernedLake> {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-governed-"));
  const day = (flow: string) => join(folder, flow, "2024", "05", "01", "e1", "part.parquet");
  const [accountsFile, hrFile] = [day("accounts"), day("hr")];
  const instance = await openDuckDb(folder);
  const connection = await connectUtc(instance);
  for (const [file, sql] of [
    [accountsFile, accountsSql(rows)],
    [hrFile, "SELECT 'SECRET-boss' AS who, 999999 AS pay"],
  ] as const) {
    await mkdir(dirname(file), { recursive: true });
    await connection.run(`COPY (${sql}) TO '${file}' (FORMAT parquet)`);
  }
  connection.closeSync();
  instance.closeSync();
  return {
    folder,
    childFile: await bundledChild(folder),
    accounts: relationOf(accountsFile),
    accountsFile,
    hrFile,
    stateAccounts: {
      schema: "sales",
      name: "accounts",
      columns: relationOf(accountsFile).columns,
      file: await writeState(join(folder, "state"), stateSql(rows, hrFile)),
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const fieldTypes: Readonly<Record<string, string>> = {
  BIGINT: "long",
  VARCHAR: "string",
  DOUBLE: "double",
  DATE: "date",
  INTEGER: "int",
};

function field([name, type]: readonly [string, DuckDbType]): FieldDescription {
  return { name, label: name, type: fieldTypes[type] ?? "string", calculated: false };
}

function relationOf(file: string): LakeRelation {
  return {
    schema: "sales",
    name: "accounts",
    columns: [
      ...columns.map(([name, type]) => ({ name, type })),
      { name: "load_date", type: "VARCHAR" },
    ],
    partitionColumn: "load_date",
    groups: [
      {
        fields: columns.map(field),
        files: [{ path: file, loadDate: "20240501", sequence: 1 }],
        base: undefined,
      },
    ],
  };
}

const shown: RelationPolicy["columns"] = [
  { name: "id", type: "BIGINT", access: "full" },
  { name: "region", type: "VARCHAR", access: "full" },
  { name: "name", type: "VARCHAR", access: "full" },
  { name: "revenue", type: "DOUBLE", access: "full" },
  { name: "founded", type: "DATE", access: "full" },
  { name: "email", type: "VARCHAR", access: "masked", mask: keyedHashMask("email", hashKey) },
  { name: "phone", type: "VARCHAR", access: "masked", mask: constantMask("***") },
  { name: "salary", type: "INTEGER", access: "filtered", cells: "ssn = 'SECRET-ssn-2'" },
  { name: "load_date", type: "VARCHAR", access: "full" },
];

/** The accounts with `ssn` hidden, `email` hashed, `phone` masked, `salary` of one row only; rows as given. */
export function governedAccounts(
  { accounts }: Pick<GovernedLake, "accounts">,
  rows: string | undefined = "region = 'EU'",
): GovernedRelation {
  return { relation: accounts, policy: { columns: shown, rows } };
}

/** The same rows without any policy on them: what column rules alone leave. */
export function columnsOnly({ accounts }: Pick<GovernedLake, "accounts">): GovernedRelation {
  return { relation: accounts, policy: { columns: shown, rows: undefined } };
}

/** Whole columns of whole rows: nothing but other columns is hidden. */
export function fullColumns({ accounts }: Pick<GovernedLake, "accounts">): GovernedRelation {
  const columns = shown.filter(({ access }) => access === "full");
  return { relation: accounts, policy: { columns, rows: undefined } };
}

/** The same policy over the state of the warehouse, or over the files of the lake. */
export function inWarehouse(governed: GovernedRelation, lake: GovernedLake): GovernedRelation {
  return { ...governed, relation: lake.stateAccounts };
}
