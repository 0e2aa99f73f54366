import type { RowExpression } from "@lakewright/config";
import { expect, test } from "vitest";
import { type SampleAccess, sampleAccess, sampleTable } from "../access/sample-access.ts";
import { tableAccess } from "../access/table-access.ts";
import { grantStatements } from "./warehouse-grants.ts";
import type { WarehouseRelation } from "./warehouse-relation.ts";

const relation: WarehouseRelation = {
  schema: "crm",
  name: "account",
  columns: [
    { name: "id", type: "character varying(18)" },
    { name: "name", type: "character varying(256)" },
    { name: "phone", type: "character varying(256)" },
  ],
};
const someRows: RowExpression = { kind: "compare", column: "id", operator: "=", value: "a\\'b" };
const at = { file: "access.yaml", line: 1, column: 1 };

/** Statements for the roles, digests of policies left out. */
function statements(parts: SampleAccess, roles = ["analyst"]) {
  const access = sampleAccess(parts);
  const accesses = roles.map((role) =>
    tableAccess(access, role, sampleTable({ partitionKeys: [] })),
  );
  return grantStatements(relation, accesses, "key").map((one) =>
    one.replace(/_[0-9a-f]{16}"/g, '_…"'),
  );
}
const columns = (...names: string[]) => ({
  resource: {
    kind: "table",
    database: "crm",
    table: "account",
    columns: { kind: "include", names },
  } as const,
});
const filter = (rows: RowExpression, ...names: string[]) => ({
  rows,
  columns: { kind: "include" as const, names },
});
const onFilter = { resource: { kind: "filter", filter: "f" } as const };

test("what nobody grants gets no statement: Redshift opens nothing by itself", () => {
  expect(statements({})).toEqual([]);
});

test("columns are granted by name, so that one that comes later stays closed", () => {
  expect(statements({ grants: [columns("id", "name")] })).toEqual([
    'GRANT USAGE ON SCHEMA "crm" TO ROLE "analyst"',
    'GRANT SELECT ("id", "name") ON "crm"."account" TO ROLE "analyst"',
  ]);
});

test("rows are secured before anything is granted, and a role that sees all rows has a policy too", () => {
  const parts = {
    roles: { analyst: {}, manager: {} },
    filters: { f: filter(someRows, "id", "name") },
    grants: [onFilter, { ...columns("id"), to: "manager" }],
  };
  expect(statements(parts, ["analyst", "manager"])).toEqual([
    'ALTER TABLE "crm"."account" ROW LEVEL SECURITY ON',
    `CREATE RLS POLICY "lakewright_rows_analyst_…" WITH ("id" character varying(18)) USING (("id" = ('a' || chr(92) || '''b')))`,
    'ATTACH RLS POLICY "lakewright_rows_analyst_…" ON "crm"."account" TO ROLE "analyst"',
    'GRANT USAGE ON SCHEMA "crm" TO ROLE "analyst"',
    'GRANT SELECT ("id", "name") ON "crm"."account" TO ROLE "analyst"',
    'CREATE RLS POLICY "lakewright_rows_manager_…" USING (true)',
    'ATTACH RLS POLICY "lakewright_rows_manager_…" ON "crm"."account" TO ROLE "manager"',
    'GRANT USAGE ON SCHEMA "crm" TO ROLE "manager"',
    'GRANT SELECT ("id") ON "crm"."account" TO ROLE "manager"',
  ]);
});

test("a cell that is empty in some visible rows is masked there", () => {
  const found = statements({
    filters: { f: filter(someRows, "phone") },
    grants: [columns("id"), onFilter],
  });
  expect(found.filter((one) => one.includes("MASKING"))).toEqual([
    `CREATE MASKING POLICY "lakewright_mask_analyst_…" WITH ("phone" character varying(256), "id" character varying(18)) ` +
      `USING (CAST(CASE WHEN ("id" = ('a' || chr(92) || '''b')) THEN "phone" END AS character varying(256)))`,
    'ATTACH MASKING POLICY "lakewright_mask_analyst_…" ON "crm"."account" ("phone") USING ("phone", "id") TO ROLE "analyst"',
  ]);
  expect(found.at(-1)).toContain('"phone"');
});

test.each([
  [
    { kind: "hash" },
    `CASE WHEN "name" IS NOT NULL THEN SHA2('key' || CAST("name" AS VARCHAR), 256) END`,
  ],
  [{ kind: "constant", value: "it's" }, "'it''s'"],
] as const)("a mask (%j) stands before the column is granted", (as, value) => {
  const mask = { database: "crm", table: "account", column: "name", roles: ["analyst"], as, at };
  const found = statements({ masks: [mask], grants: [columns("id")] });
  expect(found).toEqual([
    `CREATE MASKING POLICY "lakewright_mask_analyst_…" WITH ("name" character varying(256)) USING (CAST(${value} AS character varying(256)))`,
    'ATTACH MASKING POLICY "lakewright_mask_analyst_…" ON "crm"."account" ("name") USING ("name") TO ROLE "analyst"',
    'GRANT USAGE ON SCHEMA "crm" TO ROLE "analyst"',
    'GRANT SELECT ("id", "name") ON "crm"."account" TO ROLE "analyst"',
  ]);
});

test("a changed rule is another policy, the same rule the same one", () => {
  const policies = (value: string) => {
    const access = sampleAccess({
      filters: { f: filter({ ...someRows, value } as RowExpression, "id") },
      grants: [onFilter],
    });
    return grantStatements(
      relation,
      [tableAccess(access, "analyst", sampleTable({ partitionKeys: [] }))],
      "key",
    );
  };
  expect(policies("a")).toEqual(policies("a"));
  expect(policies("a")[1]).not.toBe(policies("b")[1]);
});

test("a type that no policy can name is refused", () => {
  const odd = {
    ...relation,
    columns: [{ name: "id", type: "int); DROP TABLE x; --" }],
  };
  const access = sampleAccess({ filters: { f: filter(someRows, "id") }, grants: [onFilter] });
  const own = [tableAccess(access, "analyst", sampleTable({ partitionKeys: [] }))];
  expect(() => grantStatements(odd, own, "key")).toThrow(/which no policy can name/);
});
