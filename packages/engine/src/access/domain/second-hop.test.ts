import { expect, test } from "vitest";
import { accountColumns, sampleAccess, sampleTable } from "./sample-access.ts";
import { externalSchemaAccess, rolesWithoutSchema } from "./second-hop.ts";

const access = sampleAccess({
  roles: { spectrum: { kind: "service" }, analyst: {} },
  grants: [
    { to: "spectrum" },
    { to: "analyst", resource: accountColumns("include", "id", "name") },
  ],
});
const users = [
  { name: "ana", role: "analyst", schemas: ["crm_ext"] },
  { name: "tool", role: undefined, schemas: ["crm_ext"] },
  { name: "out", role: "analyst", schemas: [] },
];
const through = (role: string) =>
  externalSchemaAccess(access, [{ name: "crm_ext", database: "crm", role }], users, [
    sampleTable(),
  ]);

test("every user of a schema sees what the schema's role sees, and what that adds is shown", () => {
  const rows = through("spectrum").filter(({ access: seen }) => seen === "full");
  const wider = rows.filter(({ beyondOwnRole }) => beyondOwnRole !== undefined);
  expect(rows).toHaveLength(8);
  expect(wider.map(({ user, column }) => `${user} ${column}`)).toEqual([
    ..."ana phone,tool id,tool name,tool phone,tool load_date".split(","),
  ]);
  expect(wider[0]?.beyondOwnRole).toEqual({ row: {}, shows: "value" });
});

test("a schema of the user's own role adds nothing for that user", () => {
  const wider = through("analyst").filter(({ beyondOwnRole }) => beyondOwnRole);
  expect(new Set(wider.map(({ user }) => user))).toEqual(new Set(["tool"]));
});

test("roles without a schema of their own are named", () => {
  const schemas = [{ name: "crm_ext", database: "crm", role: "spectrum" }];
  expect(rolesWithoutSchema(access, schemas)).toEqual(["analyst"]);
});

test("a mask opens no lake column in the warehouse: through a schema it is closed", () => {
  const mask = { database: "crm", table: "account", column: "phone", roles: ["analyst"] } as const;
  const at = { file: "access.yaml", line: 1, column: 1 };
  const masked = { ...access, masks: [{ ...mask, as: { kind: "hash" } as const, at }] };
  const schemas = [{ name: "crm_ext", database: "crm", role: "analyst" }];
  const seen = externalSchemaAccess(masked, schemas, users, [sampleTable()]);
  const phone = seen.filter(({ column }) => column === "phone");
  expect(phone.map(({ access: shown, rows }) => [shown, rows])).toEqual([
    ["none", null],
    ["none", null],
  ]);
});
