import { expect, test } from "vitest";
import { anyFlow } from "../../engine/test/any-flow.ts";
import { sampleManifest } from "../../engine/test/lake-formation/sample-manifest.ts";
import { changedTables } from "./table-events.ts";

const manifest = sampleManifest(undefined, "123456789012");
const account = [{ database: "crm", table: "account" }];

test("a table that is made is told of by its database, and one that changes by itself", () => {
  const made = {
    databaseName: "crm",
    typeOfChange: "CreateTable",
    changedTables: ["account", "x"],
  };
  expect(changedTables(manifest, { detail: made })).toEqual(account);
  const changed = { databaseName: "crm", typeOfChange: "UpdateTable", tableName: "account" };
  expect(changedTables(manifest, { detail: changed })).toEqual(account);
});

test("tables of other databases, and those that no flow loads, are nothing to us", () => {
  const theirs = { databaseName: "theirs", tableName: "account" };
  expect(changedTables(manifest, { detail: theirs })).toEqual([]);
  expect(changedTables(manifest, { detail: { databaseName: "crm", tableName: "x" } })).toEqual([]);
});

test.each([undefined, {}, { detail: {} }, { detail: { databaseName: "crm" } }])(
  "%j is no event of the catalog",
  (event) => {
    expect(() => changedTables(manifest, event)).toThrow("catalog event");
  },
);

test("a companion is looked at again when its table changes", () => {
  const companionOf = { name: "gtm-dev-crm-Account", table: "account" };
  const flows = [anyFlow(), anyFlow({ table: "account__refresh", companionOf })];
  const ours = sampleManifest(undefined, "123456789012", flows);
  const event = (tableName: string) => ({ detail: { databaseName: "crm", tableName } });
  const companion = { database: "crm", table: "account__refresh" };
  expect(changedTables(ours, event("account"))).toEqual([...account, companion]);
  expect(changedTables(ours, event("account__refresh"))).toEqual([companion]);
});
