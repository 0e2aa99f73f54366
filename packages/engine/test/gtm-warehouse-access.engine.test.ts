import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlatform } from "@lakewright/config";
import { warehouseTables } from "@lakewright/config/warehouse-tables";
import { expect, onTestFinished, test } from "vitest";
import { testAccess } from "../src/access/use-cases/test-access.ts";
import { memoryPorts } from "../src/memory.ts";
import { governedQuery } from "../src/query/adapters/governed/governed-query.ts";
import { memorySource } from "../src/sources/adapters/memory/memory-source.ts";
import { bundledChild } from "./gate/bundled-child.ts";
import { publishState, writeState } from "./gate/published-state.ts";

const example = join(import.meta.dirname, "../../../examples/gtm");
const signal = new AbortController().signal;

/** Columns of the example that lineage finds to be personal: names and contact data. */
const personal = new Set("lastname firstname title email name billingcity city".split(" "));
const contact =
  "(VALUES ('k1', 'Oncology', 'Germany', 'Ann', 'A', 'Dr', 'a@x.com'), ('k2', 'Cardiology', 'France', 'Bob', 'B', '', NULL)) AS t(contact_pk, specialty, mailingcountry, lastname, firstname, title, email)";
const built = [
  ..."raw_dv business_dv mart_field_force mart_affiliate_de"
    .split(" ")
    .map((schema) => `CREATE SCHEMA warehouse.${schema}`),
  `CREATE TABLE warehouse.mart_field_force.accounts AS FROM (VALUES ('1', 'Hospital', 'Health', 'Germany', 1.0, 1, 2, DATE '2026-01-01'), ('2', 'Hospital', 'Health', 'France', 2.0, 2, 0, NULL), ('3', NULL, NULL, NULL, NULL, NULL, 0, NULL)) AS t(account_id, account_type, industry, country, annual_revenue, employees, completed_calls, last_call_on)`,
  `CREATE TABLE warehouse.mart_field_force.calls_by_month AS SELECT 'Germany' AS country, DATE '2026-01-01' AS call_month, 'Phone' AS channel, 2 AS calls, 30 AS minutes`,
  `CREATE TABLE warehouse.mart_affiliate_de.german_accounts AS SELECT '1' AS account_id, 'Hospital' AS account_type, 'Berlin' AS city, 'Hot' AS rating`,
  `CREATE TABLE warehouse.raw_dv.sat_contact_crm AS FROM ${contact}`,
  "CREATE VIEW warehouse.business_dv.sat_contact_crm_latest AS SELECT * FROM warehouse.raw_dv.sat_contact_crm",
  "CREATE TABLE warehouse.raw_dv.sat_account_crm AS SELECT 'a' AS account_pk, 'Hospital' AS name",
  "CREATE TABLE warehouse.raw_dv.hub_account AS SELECT 'a' AS account_pk, '1' AS account_bk",
];

test("each sentence of the example about its warehouse holds, by the rules and on a published state", async () => {
  const read = await readPlatform(example);
  const environment = read.ok ? read.platform.environments.local : undefined;
  const { access, warehouse } = environment ?? {};
  if (!environment || !access || !warehouse) throw new Error("the example is not valid");
  const folder = await mkdtemp(join(tmpdir(), "lakewright-gtm-"));
  const source = memorySource({ objects: {}, now: new Date() });
  const ports = await memoryPorts(source, { now: () => new Date() }, folder);
  const governed = await governedQuery({ hashKey: "k", childFile: await bundledChild(folder) });
  onTestFinished(async () => {
    await governed.close();
    await ports.close();
    await rm(folder, { recursive: true });
  });
  const schemas = warehouse.projects.flatMap((project) => project.schemas);
  await publishState(ports, await writeState(join(folder, "state"), built), {
    schemas,
    sensitivityOf: (column) => (personal.has(column) ? "personal" : "internal"),
  });

  const names = new Set(warehouseTables(warehouse).map((each) => `${each.database}.${each.table}`));
  const tests = access.tests.filter(({ database, table }) => names.has(`${database}.${table}`));
  expect(tests.length).toBeGreaterThanOrEqual(8);
  const asked = { ...environment, access: { ...access, tests } };
  const results = await testAccess({ ports, environment: asked, signal }, async () => governed);
  expect(
    results.map(({ test: { name }, byRules, byData, untried }) => [name, byRules, byData, untried]),
  ).toEqual(tests.map(({ name }) => [name, [], [], undefined]));
});
