import { expect, test } from "vitest";
import { databaseOfSchema, lakeSchemas, maxSchemaSuffixLength } from "./schema-names.ts";

test("a database is found by either of its schemas", () => {
  expect(lakeSchemas("crm")).toEqual(["crm_ext", "crm_current"]);
  expect(lakeSchemas("crm").map(databaseOfSchema)).toEqual(["crm", "crm"]);
  expect(lakeSchemas("crm_ext").map(databaseOfSchema)).toEqual(["crm_ext", "crm_ext"]);
});

test("a schema of the warehouse is its own database", () => {
  expect(databaseOfSchema("mart_people")).toBe("mart_people");
});

test("no schema of a database is longer than its name and the longest suffix", () => {
  expect(lakeSchemas("").map(({ length }) => length)).toContain(maxSchemaSuffixLength);
  expect(Math.max(...lakeSchemas("").map(({ length }) => length))).toBe(maxSchemaSuffixLength);
});
