import { expect, test } from "vitest";
import { findTable, lakeTableOf } from "./lineage-names.ts";

const known = {
  warehouse: [
    "mart_out.Accounts",
    "mart_out.totals",
    "mart_in.totals",
    "raw_dv.hub_account",
    "crm_current.contact",
  ],
  lake: ["roche_profile1.account", "crm.contact"],
};

test.each([
  ["mart_out.accounts", "mart_out.Accounts", undefined],
  ["MART_OUT.ACCOUNTS", "mart_out.Accounts", undefined],
  ["accounts", "mart_out.Accounts", undefined],
  ["roche_profile1.account", "roche_profile1_ext.account", undefined],
  ["roche_profile1_current.Account", "roche_profile1_ext.account", undefined],
  ["roche_profile1_ext.account", "roche_profile1_ext.account", undefined],
  ["contact", "crm_ext.contact", undefined],
  ["crm.contact.Email", "crm_ext.contact", "email"],
  ["crm_current.contact.phone", "crm_ext.contact", "phone"],
  ["mart_out.Accounts.Name.First", "mart_out.Accounts", "name.first"],
])("%s is %s", (name, table, column) => {
  expect(findTable(known, name)).toEqual({ table, column });
});

test.each([
  ["mart_out.acounts", 'table "mart_out.acounts"', 'did you mean "mart_out.accounts"?'],
  ["crm_curent.contact", 'table "crm_curent.contact"', 'did you mean "crm_current.contact"?'],
  ["acounts", 'table "acounts"', 'did you mean "account'],
  ["totals", 'several tables are called "totals"', "mart_out.totals, mart_in.totals"],
  ["x.y", 'table "x.y"', "query --tables"],
  ["", 'table ""', ""],
  ["__proto__.x", 'table "__proto__.x"', ""],
])("%s is refused", (name, message, hint) => {
  expect(() => findTable(known, name)).toThrow(
    expect.objectContaining({
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  );
});

test("only what models read as of the lake is of the lake", () => {
  expect(["crm_ext.account", "stg_small.countries"].map(lakeTableOf)).toEqual([
    "crm.account",
    undefined,
  ]);
});
