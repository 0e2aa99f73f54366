import { expect, test } from "vitest";
import {
  account,
  accountColumns,
  type SampleAccess,
  sampleAccess,
  sampleColumns,
  sampleTable,
  tagged,
} from "../../../test/access/sample-access.ts";
import { sampleManifest } from "../../../test/lake-formation/sample-manifest.ts";
import { compilePlatform } from "./compile-platform.ts";
import { compileTable } from "./compile-table.ts";
import { permissionText } from "./lake-permission.ts";
import { lakePolicy } from "./lake-policy.ts";

const id = "111122223333";
const roles = { analyst: { iamRole: "analyst" } };
const policyOf = (parts: SampleAccess) =>
  lakePolicy(sampleManifest(sampleAccess({ roles, ...parts }), id));
const analyst = `arn:aws:iam::${id}:role/analyst`;
const onTable = (parts: SampleAccess, table = sampleTable()) =>
  compileTable(policyOf(parts), table);
const texts = (parts: SampleAccess) => onTable(parts).permissions.map(permissionText);
/** Without what the platform's own functions hold. */
const everywhere = (parts: SampleAccess) =>
  compilePlatform(policyOf(parts))
    .permissions.map(permissionText)
    .filter((text) => !text.includes("-runs-") && !text.includes("register-run"));
const expression = { sensitivity: ["none"] };

test("all columns, all columns but some, and every table of a database become the list of the columns that are known", () => {
  const all = { grants: [{ resource: account }] };
  const but = { grants: [{ resource: accountColumns("exclude", "phone") }] };
  const every = { grants: [{ resource: { kind: "all_tables", database: "crm" } as const }] };
  const list = (columns: string) => [`select on ${columns} of crm.account to ${analyst}`];
  expect(texts(all)).toEqual(list("id, name, phone, load_date"));
  expect(texts(but)).toEqual(list("id, name, load_date"));
  expect(texts(every)).toEqual(list("id, name, phone, load_date"));
  expect(everywhere(every)).toEqual([]);
});

test("lists of one role are one list, and what may be passed on is another", () => {
  const grants = [
    { resource: accountColumns("include", "id"), grantable: ["select" as const] },
    { resource: accountColumns("include", "id", "name") },
  ];
  expect(onTable({ grants }).permissions).toMatchObject([
    { resource: { columns: ["id"] }, grantable: true },
    { resource: { columns: ["name"] }, grantable: false },
  ]);
});

test("a role has its groups' grants by its own name, since a group is no IAM role", () => {
  const parts = {
    roles: { analyst: { iamRole: "analyst", groups: ["team"] }, team: { kind: "group" as const } },
    grants: [{ to: "team", resource: accountColumns("include", "id") }],
  };
  expect(texts(parts)).toEqual([`select on id of crm.account to ${analyst}`]);
});

test("what is granted to everybody goes to the account's group, unclassified columns to stewards by name alone", () => {
  const parts = {
    roles: { curator: { kind: "steward" as const, iamRole: "curator" } },
    assignments: [
      tagged({ ...account, kind: "columns", columns: ["phone"] }, "sensitivity", "unclassified"),
    ],
    grants: [{ to: "all_iam_principals", resource: accountColumns("include", "id", "phone") }],
  };
  expect(texts(parts)).toEqual([
    `select on id, phone of crm.account to arn:aws:iam::${id}:role/curator`,
    `select on id of crm.account to ${id}:IAMPrincipals`,
  ]);
});

test("a filter and a list of one role become filters, all rows being said so", () => {
  const rows = { kind: "compare", column: "name", operator: "=", value: "Ada" } as const;
  const { filters } = onTable({
    filters: { ada: { rows, columns: { kind: "include", names: ["phone"] } } },
    grants: [
      { resource: { kind: "filter", filter: "ada" } },
      { resource: accountColumns("include", "id") },
    ],
  });
  expect(filters).toMatchObject([
    { rows: "name = 'Ada'", columns: ["phone"] },
    { rows: undefined, columns: ["id"] },
  ]);
});

test("a filter on a column that the table does not have is withheld", () => {
  const rows = { kind: "compare", column: "missing", operator: "=", value: 1 } as const;
  const parts = {
    filters: { own: { rows } },
    grants: [{ resource: { kind: "filter", filter: "own" } as const }],
  };
  expect(onTable(parts)).toMatchObject({
    filters: [],
    permissions: [],
    withheld: [{ grant: "g1" }],
  });
});

test("more filters than the service takes for one principal are withheld, not dropped in silence", () => {
  const names = Array.from({ length: 101 }, (_, i) => `f${i}`);
  const filters = names.map((name, value) => {
    const rows = { kind: "compare", column: "id", operator: "=", value } as const;
    return [name, { rows }] as const;
  });
  const { permissions, withheld } = onTable({
    filters: Object.fromEntries(filters),
    grants: names.map((filter) => ({ resource: { kind: "filter" as const, filter } })),
  });
  expect([permissions.length, withheld.length]).toEqual([100, 1]);
});

test("INSERT, DELETE and ALL, which read every column to come, become SELECT on the known ones and are withheld", () => {
  const { permissions, withheld } = onTable({ grants: [{ permissions: ["insert", "all"] }] });
  expect(permissions.map(({ permission, resource }) => [permission, resource.kind])).toEqual([
    ["select", "columns"],
  ]);
  expect(withheld.map(({ permission }) => permission)).toEqual(["insert", "all"]);
});

test("ALTER on every table is given so to who reads nothing, and table by table to who reads some", () => {
  const alter = {
    resource: { kind: "all_tables", database: "crm" } as const,
    permissions: ["alter" as const],
  };
  const wide = { grants: [alter] };
  expect(everywhere(wide)).toEqual([`alter on all tables of crm to ${analyst}`]);
  expect(texts(wide)).toEqual([]);
  const contact = {
    kind: "table",
    database: "crm",
    table: "contact",
    columns: { kind: "all" },
  } as const;
  const some = { grants: [alter, { resource: contact }] };
  expect(everywhere(some)).toEqual([]);
  expect(texts(some)).toEqual([`alter on crm.account to ${analyst}`]);
});

test("a policy on tags names the platform, and never what is unclassified but for stewards", () => {
  const both = { sensitivity: ["none", "unclassified"] };
  const grants = [expression, both, { team: ["gtm"] }].map((one) => ({
    resource: { kind: "tags" as const, level: "table" as const, expression: one },
  }));
  const own = "lakewright-platform=gtm-dev sensitivity=none";
  expect(everywhere({ grants })).toEqual([
    `select on tables tagged ${own} to ${analyst}`,
    `select on tables tagged ${own} to ${analyst}`,
    `select on tables tagged lakewright-platform=gtm-dev sensitivity=none|personal team=gtm to ${analyst}`,
  ]);
  const steward = { analyst: { kind: "steward" as const, iamRole: "analyst" } };
  expect(everywhere({ roles: steward, grants })[2]).toBe(
    `select on tables tagged lakewright-platform=gtm-dev team=gtm to ${analyst}`,
  );
});

test("a table is always unclassified and each column that is decided has its own value", () => {
  const columns = [...sampleColumns("id", "name"), { name: "late", drifted: true }];
  const { tags } = onTable(
    {
      assignments: [
        tagged({ ...account, kind: "columns", columns: ["name"] }, "sensitivity", "personal"),
      ],
    },
    sampleTable({ columns }),
  );
  expect(tags.table).toEqual({ sensitivity: "unclassified" });
  expect([...tags.columns]).toEqual([
    ["id", { sensitivity: "none" }],
    ["name", { sensitivity: "personal" }],
    ["load_date", { sensitivity: "none" }],
  ]);
});

test("permission on a place has the form in which the zone is registered", () => {
  const grants = ["", "crm"].map((prefix) => ({
    resource: { kind: "location" as const, zone: "raw", prefix },
    permissions: ["data_location_access" as const],
  }));
  expect(everywhere({ grants }).map((text) => text.split(" ")[2])).toEqual([
    "arn:aws:s3:::gtm-dev-raw-000000000000-local",
    "arn:aws:s3:::gtm-dev-raw-000000000000-local/crm",
  ]);
});

test("what may be passed on of a database is passed on, and nothing else", () => {
  const resource = { kind: "database", database: "crm" } as const;
  const grants = [{ resource, permissions: ["describe", "alter"], grantable: ["alter"] } as const];
  const given = compilePlatform(policyOf({ grants })).permissions.filter(
    ({ principal }) => principal === analyst,
  );
  const passedOn = given.map(({ permission, grantable }) => [permission, grantable]);
  expect(passedOn.sort()).toEqual([
    ["alter", true],
    ["describe", false],
  ]);
});

test("a policy on tags that reads withholds other permissions, and DESCRIBE is not one: SELECT brings it", () => {
  const resource = { kind: "tags", level: "table", expression } as const;
  const grants = [{ resource, permissions: ["select", "describe", "alter"] } as const];
  const { withheld } = compilePlatform(policyOf({ grants }));
  expect(withheld.map(({ permission }) => permission)).toEqual(["alter"]);
});
