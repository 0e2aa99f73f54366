import type { Grant } from "@lakewright/config";
import { expect, test } from "vitest";
import { account, sampleAccess, tagged } from "../../../test/access/sample-access.ts";
import { databaseAccess } from "./database-access.ts";

const database = { kind: "database", database: "crm" } as const;
const held = (grant: Partial<Grant>, assignments = [tagged(database, "team", "gtm")]) =>
  [
    ...databaseAccess(sampleAccess({ grants: [grant], assignments }), "analyst", "crm").permissions,
  ].sort();
const tags = (level: "database" | "table") => ({
  kind: "tags" as const,
  level,
  expression: { team: ["gtm"] },
});

test("rule 5: a permission on a table, all tables or a filter makes the database visible", () => {
  expect(held({ resource: account })).toEqual(["describe"]);
  expect(held({ resource: { kind: "all_tables", database: "crm" } })).toEqual(["describe"]);
  expect(held({ resource: { kind: "filter", filter: "none" } })).toEqual([]);
  const visible = (database: string) =>
    databaseAccess(sampleAccess({ grants: [{}] }), "analyst", database).visible;
  expect([visible("erp"), visible("crm")]).toEqual([false, true]);
});

test("rule 5: a tag policy on tables does not make the database visible", () => {
  expect(held({ resource: tags("table") })).toEqual([]);
});

test("rule 8: CREATE_TABLE on a database implies DESCRIBE and nothing else", () => {
  expect(held({ resource: database, permissions: ["create_table"] })).toEqual([
    "create_table",
    "describe",
  ]);
});

test("rule 25: a database policy matches on the database's own tags", () => {
  const grant = { resource: tags("database"), permissions: ["alter"] as const };
  expect(held(grant)).toEqual(["alter", "describe"]);
  expect(held(grant, [tagged({ ...account, kind: "table" }, "team", "gtm")])).toEqual([]);
});

test("rule 6: ALL on a database is every permission on it", () => {
  expect(held({ resource: database, permissions: ["all"] })).toEqual([
    ..."all,alter,create_table,describe,drop".split(","),
  ]);
});

test("a permission that tables do not have makes no database visible", () => {
  expect(held({ resource: account, permissions: ["create_table"] })).toEqual([]);
});
