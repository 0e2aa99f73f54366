import { expect, test } from "vitest";
import { nearestTable } from "./nearest-table.ts";

const tables = [
  "salesforce_production.account",
  "salesforce_production.lead",
  "crm.contact",
  "crm_ext.contact",
  "crm_current.contact",
  "Mart_Out.Totals",
];

test.each([
  ["salesforce_production.acount", "salesforce_production.account"],
  ["salesforce_production_current.acount", "salesforce_production.account"],
  ["crm_ext.contcat", "crm_ext.contact"],
  ["CRM_current.contcat", "crm_current.contact"],
  ["mart_out.total", "Mart_Out.Totals"],
  ["salesforce_production.contact", "crm.contact"],
  ["crm_curent.contact", "crm_current.contact"],
  ["mart_ot.totls", "Mart_Out.Totals"],
  ["acount", "salesforce_production.account"],
  ["contact", "crm.contact"],
])("%s is near %s", (name, near) => {
  expect(nearestTable(name, tables)).toBe(near);
});

test.each([
  "salesforce_production.opportunity",
  "warehouse.sales",
  "salesforce_productio.task",
  "",
  ".",
])("nothing is near %s", (name) => {
  expect(nearestTable(name, tables)).toBeUndefined();
});
