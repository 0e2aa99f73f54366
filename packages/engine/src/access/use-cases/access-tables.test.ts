import { expect, test } from "vitest";
import { sampleAccess } from "../../../test/access/sample-access.ts";
import { anyFlow } from "../../../test/any-flow.ts";
import { anyWarehouse } from "../../../test/elt/any-warehouse.ts";
import { memoryCatalog } from "../../catalog/adapters/memory/memory-catalog.ts";
import { newTableInput, parameterNames } from "../../catalog/domain/registered-table.ts";
import { warehouseTableInput } from "../../catalog/domain/warehouse-table.ts";
import { accessTables } from "./access-tables.ts";

const flow = anyFlow();
const environment = { flows: [flow], warehouse: anyWarehouse() };
const access = sampleAccess({});
const totals = {
  schema: "mart_out",
  name: "totals",
  columns: [{ name: "n", type: "BIGINT" }],
  origins: new Map(),
  isStaging: false,
};
const ofCatalog = async (catalog: ReturnType<typeof memoryCatalog>) => {
  const tables = await accessTables({ catalog }, environment, [access]);
  return tables.map((table) => ({ ...table, id: `${table.database}.${table.name}` }));
};

test("tables come in the order in which data goes: lake, staging, vault, marts", async () => {
  const tables = await ofCatalog(memoryCatalog());
  expect(tables.map(({ id, layer }) => `${layer ?? "raw"} ${id}`)).toEqual([
    "raw crm.account",
    "staging stg_gtm.stg_crm__account",
    "vault raw_dv.hub_account",
    "vault raw_dv.sat_account_crm",
    "vault business_dv.sat_account_crm_history",
    "vault business_dv.sat_account_crm_latest",
    "vault business_dv.pit_account",
    "mart mart_out.totals",
  ]);
  expect(tables.every(({ isDeclaredOnly }) => isDeclaredOnly)).toBe(true);
});

test("a registered table of the warehouse has the sensitivity that its columns were found to have", async () => {
  const catalog = memoryCatalog();
  const input = warehouseTableInput(totals, "gtm", undefined);
  const origin = "crm.account.id,crm.account.name";
  const Parameters = {
    [parameterNames.sensitivity]: "internal",
    [parameterNames.derivedFrom]: origin,
  };
  const Columns = [
    { Name: "n", Type: "bigint", Parameters },
    { Name: "extra", Type: "string" },
  ];
  await catalog.ensureDatabase("mart_out");
  const StorageDescriptor = { ...input.StorageDescriptor, Columns };
  await catalog.createTable("mart_out", { ...input, StorageDescriptor });
  const mart = (await ofCatalog(catalog)).at(-1);
  expect(mart).toMatchObject({
    layer: "mart",
    sensitivity: "unclassified",
    columns: [
      {
        name: "n",
        tags: { sensitivity: "internal" },
        derivedFrom: ["crm.account.id", "crm.account.name"],
      },
      { name: "extra", tags: { sensitivity: "unclassified" }, derivedFrom: [] },
    ],
  });
  expect(mart?.isDeclaredOnly).toBeUndefined();
});

test("a table that somebody else put under a mart's name is not taken for it", async () => {
  const catalog = memoryCatalog();
  await catalog.ensureDatabase("mart_out");
  const foreign = newTableInput({ ...flow, table: "totals" }, "s3://b/", {
    columns: [],
    described: [],
    typedBy: "files",
  });
  await catalog.createTable("mart_out", foreign);
  expect((await ofCatalog(catalog)).at(-1)).toMatchObject({ isDeclaredOnly: true });
});
