import type { Grant, RowExpression } from "@lakewright/config";
import { expect, test } from "vitest";
import { type SampleAccess, sampleAccess } from "../../../test/access/sample-access.ts";
import { assertGrantsConverge } from "../../../test/redshift/grants-property.ts";
import { key } from "../../../test/redshift/model-key.ts";
import { modelSql } from "../../../test/redshift/model-sql.ts";
import {
  buildRelations,
  registeredRelations,
  sampleRelations,
  warehouseManifest,
} from "../../../test/redshift/sample-warehouse.ts";
import { seenInModel } from "../../../test/redshift/seen-in-model.ts";
import { emptyModel, type WarehouseModel } from "../../../test/redshift/warehouse-model.ts";
import { ownWarehouseGrants, revokeWarehouseGrants } from "./own-warehouse-grants.ts";

const roles = {
  analyst: { iamRole: "arn:aws:iam::123456789012:role/people/Analyst" },
  manager: { iamRole: "gtm-dev-manager" },
  dbt: { iamRole: "gtm-dev-dbt", kind: "job" },
} as const;
const german: RowExpression = { kind: "compare", column: "name", operator: "=", value: "a" };
const at = { file: "access.yaml", line: 1, column: 1 };
const customers = (...names: string[]): Partial<Grant> => ({
  resource: {
    kind: "table",
    database: "mart_a",
    table: "customers",
    columns: { kind: "include", names },
  },
});
const filters = {
  f: {
    database: "mart_a",
    table: "customers",
    rows: german,
    columns: { kind: "include", names: ["id", "name"] },
  },
} as const;
const onFilter = { resource: { kind: "filter", filter: "f" } } as const;
const email = { database: "mart_a", table: "customers", column: "email", at } as const;

/** A warehouse as dbt has built it, with its tables registered. */
async function open(registered: readonly (readonly [string, string])[] = sampleRelations) {
  const model = emptyModel();
  buildRelations(model);
  const catalog = await registeredRelations(registered);
  const own = (parts: SampleAccess, former: readonly string[] = []) =>
    ownWarehouseGrants(
      { sql: modelSql(model), catalog },
      warehouseManifest(sampleAccess({ roles, ...parts })),
      former,
    );
  return { model, catalog, own };
}

function seenBy(model: WarehouseModel, role: string, column = "id") {
  const text = seenInModel(model).get(key(key("mart_a", "customers"), column, role));
  return text === undefined ? undefined : (JSON.parse(text) as { rows: unknown; mask: string });
}

test("roles, their users, schemas and what they may see are made, and a second run has nothing to do", async () => {
  const { model, own } = await open();
  const parts = { filters, grants: [onFilter, { ...customers("id"), to: "manager" }] };
  const first = await own(parts);
  expect(first).toMatchObject({ failed: [], pending: [] });
  expect([...model.members]).toEqual([
    key("user", "iamr:analyst", "analyst"),
    key("user", "iamr:gtm-dev-manager", "manager"),
    key("user", "iamr:gtm-dev-dbt", "dbt"),
  ]);
  expect([...model.schemas]).toEqual([
    ["mart_a", "iamr:gtm-dev-dbt"],
    ["raw_dv", "iamr:gtm-dev-dbt"],
  ]);
  expect(seenBy(model, "analyst")).toEqual({ rows: [`("name" = 'a')`], mask: "clear" });
  expect(seenBy(model, "manager")).toEqual({ rows: ["true"], mask: "clear" });
  expect(seenBy(model, "manager", "email")).toBeUndefined();
  expect((await own(parts)).statements).toEqual([]);
});

test("whoever builds a secured table works on all of its rows, and so do readers of views over it", async () => {
  const { model, own } = await open();
  await own({ filters, grants: [onFilter] });
  const policies = [...model.rowAttachments].map((text) => JSON.parse(text) as string[]);
  expect(policies.map(([, policy = "", role]) => [role, model.rowPolicies.get(policy)])).toEqual([
    ["analyst", `("name" = 'a')`],
    ["manager", "true"],
    ["dbt", "true"],
  ]);
  expect(seenBy(model, "manager")).toBeUndefined();
});

test("two roles are masked on one column, each by its own policy and priority", async () => {
  const { model, own } = await open();
  const mask = { ...email, as: { kind: "hash" } } as const;
  const masks = [
    { ...mask, roles: ["analyst"] },
    { ...email, roles: ["manager"], as: { kind: "constant", value: "it's" } } as const,
  ];
  await own({ masks, grants: [customers("id"), { ...customers("id"), to: "manager" }] });
  expect(seenBy(model, "analyst", "email")?.mask).toBe(
    `CAST(CASE WHEN "email" IS NOT NULL THEN "lakewright"."f_keyed_hash"(CAST("email" AS VARCHAR(65535))) END AS character varying(256))`,
  );
  expect(seenBy(model, "manager", "email")?.mask).toBe("CAST('it''s' AS character varying(256))");
  expect([...model.maskAttachments.values()]).toEqual([1, 2]);
  expect([...model.functions]).toEqual([key("lakewright", "f_keyed_hash")]);
});

test("the key of the hash stands in no statement, for only the function knows it", async () => {
  const { own } = await open();
  const masks = [{ ...email, roles: ["analyst"], as: { kind: "hash" } } as const];
  const { statements } = await own({ masks, grants: [customers("id")] });
  expect(statements.find((one) => one.includes("EXTERNAL FUNCTION"))).toBe(
    `CREATE EXTERNAL FUNCTION "lakewright"."f_keyed_hash"(VARCHAR(65535)) RETURNS VARCHAR(65535) STABLE ` +
      `LAMBDA 'gtm-dev-keyed-hash' IAM_ROLE 'arn:aws:iam::123456789012:role/gtm-dev-warehouse-hash-eu-west-1'`,
  );
  expect(statements.join("\n")).not.toMatch(/sha2/i);
});

test("a table that is registered and not built is pending, and one that is not registered is closed", async () => {
  const { model, own } = await open([
    ["mart_a", "calls"],
    ["mart_a", "later"],
  ]);
  model.schemas.set("mart_a", "warehouse_admin");
  model.roles.add("analyst");
  model.schemaPrivileges.add(key("mart_a", "USAGE", "analyst"));
  model.relationPrivileges.add(key(key("mart_a", "customers"), "SELECT", "analyst"));
  expect(seenBy(model, "analyst")).toBeDefined();
  const report = await own({ grants: [customers("id")] });
  expect(report.pending).toEqual(["mart_a.later"]);
  expect(seenInModel(model)).toEqual(new Map());
});

test("a model that no YAML declares is closed to everybody, though its tags would open it", async () => {
  const helper = ["mart_a", "helper"] as const;
  const { model, own } = await open([...sampleRelations, helper]);
  buildRelations(model, [helper]);
  const table = { kind: "tags", level: "table", expression: { sensitivity: ["none"] } } as const;
  const report = await own({ grants: [{ resource: table }] });
  expect(report).toMatchObject({ failed: [], pending: [] });
  const seen = [...seenInModel(model).keys()];
  expect(seen).toContain(key(key("mart_a", "customers"), "id", "analyst"));
  expect(seen.filter((each) => each.includes("helper"))).toEqual([]);
});

test("what others gave to roles of the platform is taken away, and what is between others is left", async () => {
  const { model, own } = await open();
  await own({ grants: [customers("id")] });
  model.users.add("eve");
  model.roles.add("theirs");
  model.members.add(key("user", "eve", "analyst"));
  model.members.add(key("user", "eve", "theirs"));
  model.columnPrivileges.add(key(key("mart_a", "customers"), "email", "SELECT", "analyst"));
  model.columnPrivileges.add(key(key("mart_a", "customers"), "email", "SELECT", "theirs"));
  model.schemaPrivileges.add(key("crm_ext", "USAGE", "analyst"));
  const { statements } = await own({ grants: [customers("id")] });
  expect(statements).toEqual([
    'REVOKE ROLE "analyst" FROM "eve"',
    'REVOKE SELECT ("email") ON "mart_a"."customers" FROM ROLE "analyst"',
  ]);
});

test("a right to the whole table that takes the columns with it is made good in the same run", async () => {
  const { model, own } = await open();
  await own({ grants: [customers("id")] });
  model.relationPrivileges.add(key(key("mart_a", "customers"), "SELECT", "analyst"));
  expect(await own({ grants: [customers("id")] })).toMatchObject({ failed: [] });
  expect(seenBy(model, "analyst")).toEqual({ rows: "all", mask: "clear" });
  expect(seenBy(model, "analyst", "email")).toBeUndefined();
});

test("a foreign policy in the place of a mask is detached and not dropped", async () => {
  const { model, own } = await open();
  const masks = [{ ...email, roles: ["analyst"], as: { kind: "constant", value: "x" } } as const];
  await own({ masks, grants: [customers("id")] });
  const [mine = ""] = model.maskAttachments.keys();
  model.maskAttachments.delete(mine);
  model.maskPolicies.set("theirs", '"email"');
  model.maskAttachments.set(key(key("mart_a", "customers"), "theirs", "email", "analyst"), 99);
  expect(seenBy(model, "analyst", "email")?.mask).toBe('"email"');
  await own({ masks, grants: [customers("id")] });
  expect(seenBy(model, "analyst", "email")?.mask).toContain("'x'");
  expect(model.maskPolicies.has("theirs")).toBe(true);
});

test("a changed rule leaves no policy behind", async () => {
  const { model, own } = await open();
  await own({ filters, grants: [onFilter] });
  const before = new Set(model.rowPolicies.keys());
  await own({
    filters: { f: { ...filters.f, rows: { ...german, value: "b" } as RowExpression } },
    grants: [onFilter],
  });
  const gone = [...before].filter((name) => !model.rowPolicies.has(name));
  expect(gone).toHaveLength(1);
  expect(seenBy(model, "analyst")?.rows).toEqual([`("name" = 'b')`]);
});

test("while a mask is exchanged the role sees the former one, the new one, or nothing", async () => {
  const { model, catalog, own } = await open();
  const maskedAs = (value: string): SampleAccess => ({
    masks: [{ ...email, roles: ["analyst"], as: { kind: "constant", value } }],
    grants: [customers("id")],
  });
  await own(maskedAs("old"));
  const seen = new Set<string | undefined>();
  const sql = modelSql(model, () => seen.add(seenBy(model, "analyst", "email")?.mask));
  const manifest = warehouseManifest(sampleAccess({ roles, ...maskedAs("new") }));
  await ownWarehouseGrants({ sql, catalog }, manifest);
  const masked = (value: string) => `CAST('${value}' AS character varying(256))`;
  expect(seen).toEqual(new Set([undefined, masked("new")]));
});

test("a role that is gone from the folder loses everything, also where only a policy tells that it was the platform's", async () => {
  const { model, own } = await open();
  const masks = [{ ...email, roles: ["manager"], as: { kind: "constant", value: "x" } } as const];
  const grants = [{ ...customers("id"), to: "manager" }];
  await own({ masks, grants });
  const { analyst, dbt } = roles;
  const { statements } = await own({ roles: { analyst, dbt } });
  expect(seenInModel(model)).toEqual(new Map());
  expect(statements.findIndex((one) => one.startsWith("REVOKE SELECT"))).toBeLessThan(
    statements.findIndex((one) => one.startsWith("DETACH")),
  );
  expect(model.maskPolicies.size).toBe(0);
});

test("a former role that no policy tells of is named by whoever deploys", async () => {
  const { model, own } = await open();
  await own({ grants: [{ ...customers("id"), to: "manager" }] });
  const { analyst, dbt } = roles;
  await own({ roles: { analyst, dbt } });
  expect(seenBy(model, "manager")).toBeDefined();
  await own({ roles: { analyst, dbt } }, ["manager"]);
  expect(seenBy(model, "manager")).toBeUndefined();
  expect([...model.members].join()).not.toContain("gtm-dev-manager");
});

test("where a statement fails, the role sees nothing of that table, everybody else what is theirs, and the run says so", async () => {
  const { model, catalog } = await open();
  const sql = modelSql(model);
  const failing = {
    run: async (statement: string) => {
      if (/ATTACH RLS.* TO ROLE "analyst"/.test(statement)) throw new Error("no disk");
      return sql.run(statement);
    },
  };
  const access = sampleAccess({
    roles,
    filters,
    grants: [onFilter, { ...customers("id"), to: "manager" }],
  });
  const report = await ownWarehouseGrants({ sql: failing, catalog }, warehouseManifest(access));
  expect(report.failed).toEqual(["no disk"]);
  expect(seenBy(model, "analyst")).toBeUndefined();
  expect(seenBy(model, "manager")).toEqual({ rows: ["true"], mask: "clear" });
});

test("a warehouse that does not keep what it is granted fails the run, with what is missing", async () => {
  const { model, catalog } = await open();
  const sql = modelSql(model);
  const forgetful = {
    run: async (statement: string) =>
      statement.startsWith("GRANT SELECT") ? [] : sql.run(statement),
  };
  const manifest = warehouseManifest(sampleAccess({ roles, grants: [customers("id")] }));
  await expect(ownWarehouseGrants({ sql: forgetful, catalog }, manifest)).rejects.toMatchObject({
    code: "warehouse_grants_failed",
    message: expect.stringContaining('GRANT SELECT ("id") ON "mart_a"."customers"'),
  });
});

test("leaving takes everything from the roles and keeps schemas, roles and what others made", async () => {
  const { model, catalog, own } = await open();
  await own({ filters, grants: [onFilter] });
  const manifest = warehouseManifest(sampleAccess({ roles, filters, grants: [onFilter] }));
  await revokeWarehouseGrants({ sql: modelSql(model), catalog }, manifest);
  expect(seenInModel(model)).toEqual(new Map());
  expect([...model.rowPolicies, ...model.members, ...model.schemaPrivileges]).toEqual([]);
  expect([...model.secured]).toEqual([key("mart_a", "customers")]);
  expect([...model.schemas.keys()]).toEqual(["mart_a", "raw_dv"]);
});

test("a platform that leaves takes away what roles of earlier declarations hold as well", async () => {
  const { model, catalog } = await open();
  const manifest = warehouseManifest(sampleAccess({ roles, grants: [] }));
  model.roles.add("former");
  model.columnPrivileges.add(key(key("mart_a", "customers"), "id", "SELECT", "former"));
  await revokeWarehouseGrants({ sql: modelSql(model), catalog }, manifest, ["former"]);
  expect([...model.columnPrivileges]).toEqual([]);
});

test("names that would end their quotes do not, and a type that no policy can name keeps its table closed", async () => {
  const { model, own } = await open();
  const odd = 'x" TO PUBLIC; --';
  model.relations.set(key("mart_a", odd), [["id", "integer"]]);
  model.relations.set(key("mart_a", "customers"), [["id", "int); DROP TABLE x; --"]]);
  model.roles.add("analyst");
  model.columnPrivileges.add(key(key("mart_a", odd), "id", "SELECT", "analyst"));
  const { statements, failed } = await own({ filters, grants: [onFilter] });
  expect(statements).toContain(
    `REVOKE SELECT ("id") ON "mart_a"."x"" TO PUBLIC; --" FROM ROLE "analyst"`,
  );
  expect(failed.join()).toMatch(/which no policy can name/);
  expect(seenInModel(model)).toEqual(new Map());
});

test("from wherever the warehouse stands a run ends at what is declared and shows nobody more on the way", async () => {
  await assertGrantsConverge(20);
});
