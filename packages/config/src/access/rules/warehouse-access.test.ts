import { expect, test } from "vitest";
import { grantsWith } from "../../../test/access-texts.ts";
import { accessOverWarehouse, problemsOverWarehouse } from "../../../test/warehouse-texts.ts";

test("every part of access.yaml may name what warehouse.yaml makes", () => {
  const parts = {
    tags: "{ domain: [sales] }",
    assign: `
    - { on: mart_out, tags: { domain: sales } }
    - { on: mart_out.totals, tags: { domain: sales } }
    - { on: raw_dv.sat_account_crm, columns: [name], tags: { sensitivity: internal } }`,
    filters: '{ some: { on: mart_out.totals, rows: "n > 5 OR n IS NULL", columns: [n] } }',
    grants: grantsWith(
      "{ to: analyst, filter: some }",
      "{ to: analyst, select: mart_out.totals, columns: [n] }",
      "{ to: analyst, select: business_dv.pit_account, columns: [as_of] }",
      "{ to: chief, select: mart_out.* }",
      "{ to: chief, select: raw_dv.eff_sale }",
      "{ to: nobody, on: stg_gtm.stg_crm__account, reason: the vault has it }",
    ),
    masks: "[{ on: mart_out.totals, columns: n, for: analyst, as: constant, value: none }]",
    domains:
      "{ sales: { owner: sales-office, databases: [mart_out], tables: [business_dv.bridge_sales] } }",
    tests:
      "[{ name: a, as: analyst, on: mart_out.totals, columns: [n], rows: n > 5 }, { name: b, as: analyst, on: raw_dv.hub_account, expects: denied }]",
  };
  expect(problemsOverWarehouse(parts)).toEqual([]);
});

const faults: readonly [fault: string, parts: Record<string, string>, expected: string][] = [
  [
    "a mart's table that does not exist",
    { grants: grantsWith("{ to: chief, select: mart_out.total }") },
    '4:28  LW1612  warehouse.yaml makes no table "mart_out.total" | did you mean "mart_out.totals"?; a project\'s model that no YAML declares cannot be named, and stays closed',
  ],
  [
    "a schema that does not exist",
    { grants: grantsWith("{ to: chief, select: mart_oout.* }") },
    '4:28  LW1612  no flow makes the database "mart_oout" | did you mean "mart_out"?',
  ],
  [
    "a satellite in the wrong schema",
    { grants: grantsWith("{ to: chief, select: business_dv.sat_account_crm }") },
    '4:28  LW1612  warehouse.yaml makes no table "business_dv.sat_account_crm" | did you mean "raw_dv.sat_account_crm"?; a project\'s model that no YAML declares cannot be named, and stays closed',
  ],
  [
    "a column that the contract of a mart lacks, in a grant",
    { grants: grantsWith("{ to: analyst, select: mart_out.totals, columns: [m] }") },
    '4:57  LW1650  the contract of mart_out.totals has no column "m" | did you mean "n"?',
  ],
  [
    "such a column in a test",
    { tests: "[{ name: a, as: analyst, on: mart_out.totals, hides: [amount] }]" },
    '6:64  LW1650  the contract of mart_out.totals has no column "amount" | its columns are n',
  ],
  [
    "such a column in rows",
    {
      filters: '{ f: { on: mart_out.totals, rows: "amount > 1", columns: [n] } }',
      grants: grantsWith("{ to: analyst, filter: f }"),
    },
    '7:47  LW1650  the contract of mart_out.totals has no column "amount" | its columns are n',
  ],
  [
    "such a column in a mask",
    { masks: "[{ on: mart_out.totals, columns: amount, for: analyst, as: hash }]" },
    '6:43  LW1650  the contract of mart_out.totals has no column "amount" | its columns are n',
  ],
  [
    "such a column in an assignment",
    { assign: "[{ on: mart_out.totals, columns: [amount], tags: { sensitivity: internal } }]" },
    '6:45  LW1650  the contract of mart_out.totals has no column "amount" | its columns are n',
  ],
  [
    "a permission that only the lake knows",
    { grants: grantsWith("{ to: chief, on: mart_out.totals, allow: [alter] }") },
    "4:49  LW1651  alter cannot be granted in the warehouse schema mart_out | only select; the schema belongs to the ELT project that builds it",
  ],
  [
    "a right that may be passed on",
    { grants: grantsWith("{ to: chief, select: mart_out.totals, grantable: [select] }") },
    "4:45  LW1651  rights in the warehouse schema mart_out cannot be passed on | leave grantable out: access.yaml is the only place that grants there",
  ],
  [
    "IAM as who decides in the warehouse",
    {
      grants: grantsWith("{ to: iam_allowed_principals, select: mart_out.totals, columns: [n] }"),
    },
    "4:9  LW1651  iam_allowed_principals means nothing in the warehouse schema mart_out | IAM does not decide there: name roles",
  ],
  [
    "all tables of a mart for somebody who is not a steward",
    { grants: grantsWith("{ to: analyst, select: mart_out.* }") },
    "4:7  LW1629  analyst gets all columns of mart_out.totals, whose columns are classified when it is built | list the open ones under columns:, or grant by tags: { sensitivity: [internal, public] }",
  ],
  [
    "a filter on all columns of a mart",
    {
      filters: '{ f: { on: mart_out.totals, rows: "n > 1" } }',
      grants: grantsWith("{ to: analyst, filter: f }"),
    },
    "4:7  LW1629  analyst gets all columns of mart_out.totals, whose columns are classified when it is built | list the open ones under columns:, or grant by tags: { sensitivity: [internal, public] }",
  ],
  [
    "a column of a mart that is tagged unclassified, for somebody who is not a steward",
    {
      assign: "[{ on: mart_out.totals, columns: [n], tags: { sensitivity: unclassified } }]",
      grants: grantsWith("{ to: analyst, select: mart_out.totals, columns: [n] }"),
    },
    "4:57  LW1630  analyst is not a steward and gets n of mart_out.totals, which is unclassified | classify them under assign:, or give the role kind: steward",
  ],
  [
    "a sensitivity of a whole table, which its columns do not inherit",
    { assign: "[{ on: mart_out.totals, tags: { sensitivity: internal } }]" },
    "6:56  LW1639  each column of mart_out.totals has the sensitivity of what it is made of, so that of the table has no effect | assign it to columns",
  ],
];

test.each(faults)("%s is a problem", (_, parts, expected) => {
  const [first] = problemsOverWarehouse(parts);
  expect(first).toBe(expected);
});

test("Lake Formation's limits are not the warehouse's", () => {
  const many = Array.from({ length: 101 }, (_, i) => i);
  const parts = {
    filters: `\n${many.map((i) => `    f${i}: { on: mart_out.totals, rows: n = ${i}, columns: [n] }`).join("\n")}`,
    grants: grantsWith(
      ...many.map((i) => `{ to: chief, filter: f${i} }`),
      "{ to: chief, select: mart_out.totals }",
    ),
  };
  expect(problemsOverWarehouse(parts)).toEqual([]);
});

test("what an environment's warehouse does not make is absent there", () => {
  const access = (environment: string) =>
    accessOverWarehouse(
      { grants: grantsWith("{ to: chief, select: raw_dv.hub_product }") },
      environment,
    ).grants.length;
  expect([access("dev"), access("prod")]).toEqual([3, 2]);
});
