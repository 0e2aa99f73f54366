import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pythonOrSkip } from "../../../../scripts/python-environment.mjs";
import { connectUtc, openDuckDb } from "../../src/core/adapters/duckdb/duckdb-instance.ts";
import { governedQuery } from "../../src/query/adapters/governed/governed-query.ts";
import { type PublishedSet, publishedSets, type SetName } from "./benchmarks/published-lake.ts";
import { copyForRole, governed, type Rules } from "./benchmarks/role-copy.ts";
import { type Comparison, compareAnswers } from "./benchmarks/same-answer.ts";
import { bundledChild } from "./bundled-child.ts";
import { hashKey } from "./governed-lake.ts";

// Published statements, from packages that carry them: TPC-H and TPC-DS over the rows that DuckDB's own extensions generate, in a state of
// the warehouse; ClickBench over generated rows, in a file of the lake. Every one is admitted; what is changed is the schema before a table.
const requirements = fileURLToPath(new URL("./benchmarks/requirements.txt", import.meta.url));

/** Two roles: one sees some rows, the other some cells of all rows. Columns that are left out are named in no statement. */
const roles: Readonly<Record<string, Readonly<Record<string, Rules>>>> = {
  "some rows": {
    "tpch.customer": { rows: "c_nationkey % 5 <> 0" },
    "tpch.lineitem": { rows: "l_suppkey % 4 <> 0", without: ["l_comment"] },
    "tpch.part": { rows: "p_size < 45 OR p_brand = 'Brand#23'" },
    "tpcds.store_sales": { rows: "ss_quantity < 90 OR ss_quantity IS NULL" },
    "tpcds.catalog_sales": { rows: "cs_quantity < 90" },
    "tpcds.customer": { rows: "c_birth_month < 12" },
    "tpcds.item": { rows: "i_category <> 'Jewelry'", without: ["i_container"] },
    "clickbench.hits": { rows: "regionid % 4 <> 0", without: ["params"] },
  },
  "some cells": {
    "tpch.customer": {
      cells: { c_acctbal: "c_mktsegment <> 'BUILDING'" },
      masks: { c_address: "***" },
    },
    "tpch.lineitem": { cells: { l_discount: "l_quantity < 45" } },
    "tpch.supplier": { masks: { s_phone: "***" } },
    "tpcds.store_sales": { cells: { ss_net_profit: "ss_net_profit > -500" } },
    "tpcds.customer": { masks: { c_login: "***", c_email_address: "***" } },
    "tpcds.customer_address": { cells: { ca_street_name: "ca_state <> 'TX'" } },
    "clickbench.hits": {
      cells: { userid: "counterid = 62 OR regionid < 50000" },
      masks: { title: "masked" },
    },
  },
};

/** How many statements a set has, and how many of them find rows at this size. */
const expected: Readonly<Record<SetName, { readonly count: number; readonly finding: number }>> = {
  tpch: { count: 22, finding: 22 },
  tpcds: { count: 99, finding: 80 },
  clickbench: { count: 43, finding: 41 },
};
const names = Object.keys(expected) as SetName[];

let folder: string;
let childFile: string;
let sets: Promise<Readonly<Record<SetName, PublishedSet>>> | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakewright-benchmarks-"));
  childFile = await bundledChild(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(names)("%s", (name) => {
  test.for(Object.keys(roles))("answers a role that sees %s", async (roleName, context) => {
    const python = await pythonOrSkip(requirements, context);
    sets ??= publishedSets(python, { folder, scale: 0.1, hits: 300_000 });
    const set = (await sets)[name];
    const compared = await compareAll(set, roles[roleName] ?? {});
    expect(compared.flatMap(({ difference }) => difference ?? [])).toEqual([]);
    const { count, finding } = expected[name];
    expect(compared).toHaveLength(count);
    expect(compared.filter(({ isEmpty }) => !isEmpty).length).toBeGreaterThanOrEqual(finding);
  });
});

async function compareAll(
  set: PublishedSet,
  rules: Readonly<Record<string, Rules>>,
): Promise<readonly Comparison[]> {
  const instance = await openDuckDb(folder);
  const copy = await connectUtc(instance);
  const role = await governedQuery({ hashKey, childFile });
  try {
    for (const statement of set.attach) await copy.run(statement);
    const relations = set.relations.map((relation) => {
      const own = rules[`${relation.schema}.${relation.name}`];
      return governed(relation, own);
    });
    for (const relation of set.relations)
      await copyForRole(copy, relation, {
        source: set.source(relation.name),
        rules: rules[`${relation.schema}.${relation.name}`],
      });
    const compared: Comparison[] = [];
    for (const sql of set.statements)
      compared.push(await compareAnswers({ role, relations, copy }, sql));
    return compared;
  } finally {
    await role.close();
    copy.closeSync();
    instance.closeSync();
  }
}
