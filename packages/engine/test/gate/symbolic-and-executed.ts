import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Access, Environment } from "@lakewright/config";
import fc from "fast-check";
import { expect } from "vitest";
import type { Row } from "../../src/access/domain/evaluate-row.ts";
import { accessTables } from "../../src/access/use-cases/access-tables.ts";
import { queryAs } from "../../src/access/use-cases/query-as.ts";
import { memoryCatalog } from "../../src/catalog/adapters/memory/memory-catalog.ts";
import { memorySnapshots } from "../../src/catalog/adapters/memory/memory-snapshots.ts";
import { PlatformError } from "../../src/core/domain/platform-error.ts";
import { runPlatform } from "../../src/flows/use-cases/run-platform.ts";
import { memoryPorts } from "../../src/memory.ts";
import type { Ports } from "../../src/ports.ts";
import { governedQuery } from "../../src/query/adapters/governed/governed-query.ts";
import { lakeSelect } from "../../src/query/domain/lake-select.ts";
import type { QueryResult } from "../../src/query/domain/relation.ts";
import type { GovernedQuery } from "../../src/query/ports/governed-query.ts";
import { currentRelation } from "../../src/query/use-cases/lake-relation.ts";
import { queryLake } from "../../src/query/use-cases/query-lake.ts";
import type { MemoryRow } from "../../src/sources/adapters/memory/memory-row.ts";
import { memorySource } from "../../src/sources/adapters/memory/memory-source.ts";
import { randomRow } from "../access/row-arbitraries.ts";
import { sampleAccess } from "../access/sample-access.ts";
import { anyEnvironment, anyFlow } from "../any-flow.ts";
import { anyWarehouse } from "../elt/any-warehouse.ts";
import { bundledChild } from "./bundled-child.ts";
import { publishState, writeState } from "./published-state.ts";
import { randomPolicy } from "./random-policy.ts";
import { type SeenTable, type StoredRow, seenByRules } from "./seen-by-rules.ts";

const stamp = "2026-01-01T00:00:00Z";
const signal = new AbortController().signal;
const field = (name: string, type: string) => ({ name, label: name, type, calculated: false });
const fields = [
  field("Id", "id"),
  field('te"xt', "string"),
  field("whole", "long"),
  field("real", "double"),
  field("flag", "boolean"),
  field("SystemModstamp", "datetime"),
];
const flow = anyFlow({ sensitivity: "none" });
const everything = "SELECT * FROM crm_current.account";
const role = "analyst";
const hashKey = "a key that no role knows";

/**
 * Loads random rows as a platform does, and reads them under random policies as `query --as` does, from the lake and from a
 * mart that holds the same: the answer must be the one that the rules give, row by row and cell by cell. `lakes` × `policies`
 * cases in each; fast-check prints the seed of a failure.
 */
export async function compareSymbolicAndExecuted(lakes: number, policies: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-symbolic-"));
  try {
    const childFile = await bundledChild(folder);
    for (let lake = 0; lake < lakes; lake++) {
      const [rows = []] = fc.sample(fc.array(randomRow, { minLength: 1, maxLength: 12 }), 1);
      await compareOverLake(join(folder, String(lake)), childFile, rows, policies);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compareOverLake(
  folder: string,
  childFile: string,
  rows: readonly Row[],
  policies: number,
): Promise<void> {
  const loaded = rows.map((row, i) => ({ ...row, Id: `id ${i}`, SystemModstamp: stamp }));
  const objects = { Account: { fields, rows: loaded as MemoryRow[] } };
  const source = memorySource({ objects, now: new Date("2026-01-02T06:00:00Z") });
  const ports = await memoryPorts(source, { now: () => new Date() }, folder);
  const governed = await governedQuery({ hashKey, childFile });
  const environment = anyEnvironment([flow]);
  try {
    const ran = await runPlatform(
      { ports, environment, signal, report: () => undefined },
      { names: [] },
    );
    expect([ran.failures, ran.runs[0]?.rows]).toEqual([[], rows.length]);
    const stored = await storedRows(ports);
    const places = [
      { ports, environment, everything },
      await martOfTheSame(ports, join(folder, "state")),
    ];
    for (const place of places) {
      const property = fc.asyncProperty(randomPolicy, (parts) =>
        compare({ ...place, access: sampleAccess(parts) }, governed, stored),
      );
      await fc.assert(property, { numRuns: policies });
    }
  } finally {
    await governed.close();
    await ports.close();
  }
}

interface Place {
  readonly ports: Ports;
  readonly environment: Environment;
  /** Reads all that the role sees. */
  readonly everything: string;
}

async function compare(
  { ports, environment, everything: sql, access }: Place & { readonly access: Access },
  governed: GovernedQuery,
  stored: readonly StoredRow[],
): Promise<void> {
  const tables = await accessTables(ports, environment, [access]);
  const table = tables.find(({ database, name }) => database === "crm" && name === "account");
  if (!table) throw new Error("the table is not registered");
  const byRules = seenByRules(access, role, table, { stored, hashKey });
  const asked = { ...environment, access };
  const executed = await queryAs(
    { ...ports, governed },
    { environment: asked, role, sql },
    signal,
  ).then(seenByRole, undefinedIfRefused);
  expect(executed && unordered(executed)).toEqual(byRules && unordered(byRules));
}

/** A published mart under the name that the random policies speak of, with one column that nobody has classified. */
async function martOfTheSame(lake: Ports, folder: string): Promise<Place> {
  const rows = await currentRelation(lake, flow);
  if (!rows) throw new Error("the table is not registered");
  const file = await writeState(folder, [
    "CREATE SCHEMA warehouse.crm",
    `CREATE TABLE warehouse.crm.account AS ${lakeSelect(rows)}`,
  ]);
  const ports = { ...lake, catalog: memoryCatalog(), snapshots: memorySnapshots() };
  const sensitivityOf = (name: string) => (name === "real" ? undefined : "internal");
  await publishState(ports, file, { schemas: ["crm"], sensitivityOf });
  const { marts, ...others } = anyWarehouse();
  const warehouse = {
    ...{ ...others, vault: undefined },
    marts: marts.map((mart) => ({
      ...mart,
      schema: "crm",
      tables: mart.tables.map((table) => ({ ...table, name: "account" })),
    })),
  };
  const environment = { ...anyEnvironment([]), warehouse };
  return { ports, environment, everything: "SELECT * FROM crm.account" };
}

/** Stored rows, by a reader without a policy: an empty text, for example, arrives as NULL. */
async function storedRows(ports: Ports): Promise<readonly StoredRow[]> {
  const texts = "SELECT COLUMNS(*)::VARCHAR FROM crm_current.account ORDER BY id";
  const asTexts = await queryLake(ports, { flows: [flow], sql: texts }, signal);
  const asValues = seenByRole(
    await queryLake(ports, { flows: [flow], sql: `${everything} ORDER BY id` }, signal),
  );
  const named = <T>(values: readonly T[]) =>
    Object.fromEntries(asValues.columns.map((name, i) => [name, values[i] as T]));
  return asValues.rows.map((values, i) => ({
    values: named(values),
    texts: named((asTexts.rows[i] ?? []) as (string | null)[]),
  }));
}

/** Results carry whole numbers of 64 bits as text. */
function seenByRole({ columns, rows }: QueryResult): SeenTable {
  const isWhole = columns.map(({ type }) => type === "BIGINT");
  return {
    columns: columns.map(({ name }) => name),
    rows: rows.map((row) =>
      row.map((value, i) => (isWhole[i] && value !== null ? Number(value) : value) as Row[string]),
    ),
  };
}

function unordered({ columns, rows }: SeenTable) {
  return { columns, rows: rows.map((row) => JSON.stringify(row)).sort() };
}

function undefinedIfRefused(error: unknown): undefined {
  if (error instanceof PlatformError && error.code === "sql_refused") return undefined;
  throw error;
}
