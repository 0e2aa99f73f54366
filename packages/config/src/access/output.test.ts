import { expect, test } from "vitest";
import { accessOf, accessTexts, grantsWith } from "../../test/access-texts.ts";
import { platformOf } from "../../test/check-texts.ts";

const grantsOf = (...grants: string[]) => accessOf({ grants: grantsWith(...grants) }).grants;

test("each table has the sensitivity that follows from its flow's pii, at that line", () => {
  const { assignments, tags } = accessOf({});
  expect(assignments.map(({ resource, key, value }) => ({ resource, key, value }))).toEqual(
    [
      ["account", "personal"],
      ["product2", "internal"],
      ["log__c", "unclassified"],
    ].map(([table, value]) => ({
      resource: { kind: "table", database: "crm", table },
      key: "sensitivity",
      value,
    })),
  );
  expect(assignments.map(({ at }) => [at.line, at.column])).toEqual([
    [7, 33],
    [8, 34],
    [9, 11],
  ]);
  expect(tags.sensitivity).toEqual(["personal", "internal", "public", "unclassified"]);
});

test("an assignment for a table takes the place of what follows from pii, one for columns adds to it", () => {
  const { assignments } = accessOf({
    assign: `
    - { on: crm.log__c, tags: { sensitivity: internal } }
    - { on: crm.account, columns: [ID, Type], tags: { sensitivity: public } }`,
  });
  expect(assignments.map(({ resource, value }) => [resource.kind, value])).toEqual([
    ["table", "personal"],
    ["table", "internal"],
    ["table", "internal"],
    ["columns", "public"],
  ]);
  expect(assignments.at(-1)?.resource).toEqual({
    kind: "columns",
    database: "crm",
    table: "account",
    columns: ["id", "type"],
  });
});

test.each([
  [
    "{ to: analyst, select: crm.product2 }",
    { kind: "table", database: "crm", table: "product2", columns: { kind: "all" } },
    ["select"],
  ],
  [
    "{ to: analyst, on: CRM.Product2, columns: 'ID, Name' }",
    {
      kind: "table",
      database: "crm",
      table: "product2",
      columns: { kind: "include", names: ["id", "name"] },
    },
    ["select"],
  ],
  [
    "{ to: analyst, select: crm.product2, except: [name] }",
    {
      kind: "table",
      database: "crm",
      table: "product2",
      columns: { kind: "exclude", names: ["name"] },
    },
    ["select"],
  ],
  [
    "{ to: chief, on: crm.*, allow: [Alter, describe] }",
    { kind: "all_tables", database: "crm" },
    ["alter", "describe"],
  ],
  [
    "{ to: analyst, on: crm, allow: create_table }",
    { kind: "database", database: "crm" },
    ["create_table"],
  ],
  [
    "{ to: analyst, tags: { Sensitivity: [Public, internal] } }",
    { kind: "tags", level: "table", expression: { sensitivity: ["public", "internal"] } },
    ["select"],
  ],
  [
    "{ to: analyst, location: raw/a/b/ }",
    { kind: "location", zone: "raw", prefix: "a/b" },
    ["data_location_access"],
  ],
])("the short form %s becomes the strict one", (grant, resource, permissions) => {
  expect(grantsOf(grant)[0]).toMatchObject({ resource, permissions, grantable: [] });
});

test("a grant is called by its name, or by its place; principals of one entry are told apart", () => {
  const ids = grantsOf(
    "{ name: products, to: analyst, select: crm.product2, reason: why not }",
    "{ name: both, to: [analyst, chief], select: crm.product2 }",
  ).map(({ id }) => id);
  expect(ids).toEqual([
    "products",
    "both (analyst)",
    "both (chief)",
    "access.yaml:6:7",
    "access.yaml:7:7",
  ]);
});

test("what another environment has is absent; local has what it stands for has", () => {
  const { access = "" } = accessTexts({
    grants: grantsWith(
      "{ name: d, to: analyst, select: crm.product2, environment: dev }",
      "{ name: p, to: analyst, select: crm.product2, environment: [prod] }",
      "{ name: f, to: analyst, filter: f }",
    ),
    filters: "{ f: { on: crm.only, rows: all } }",
    tests: "\n    - { name: t, as: analyst, on: crm.only, rows: all }",
  });
  const appflow = `${accessTexts().appflow}        - { name: Only, pii: 0, environment: prod }\n`;
  const { local, dev, prod } = platformOf({ appflow, access }).environments;
  const names = (environment: typeof dev) => environment?.access?.grants.map(({ id }) => id[0]);
  expect(names(dev)).toEqual(["d", "a", "a"]);
  expect(names(local)).toEqual(names(dev));
  expect(names(prod)).toEqual(["p", "f", "a", "a"]);
  expect(Object.keys(dev?.access?.filters ?? {})).toEqual([]);
  expect([dev?.access?.tests.length, prod?.access?.tests.length]).toEqual([0, 1]);
});

test("a role has its IAM role of the environment, and the groups of its groups", () => {
  const roles = `{ analyst: { groups: team, iam_role: { dev: d, prod: p } }, chief: { kind: steward, iam_role: c },
    team: { kind: group, groups: [all_of_us] }, all_of_us: { kind: group } }`;
  const platform = platformOf(accessTexts({ roles }));
  const { local, prod } = platform.environments;
  expect(local?.access?.roles.analyst).toMatchObject({
    kind: "persona",
    iamRole: "d",
    groups: ["team", "all_of_us"],
    bypasses: [],
  });
  expect(prod?.access?.roles.analyst?.iamRole).toBe("p");
  expect(prod?.access?.roles.chief?.iamRole).toBe("c");
  expect(prod?.access?.roles.team?.iamRole).toBeUndefined();
});

test("filters keep their expression as read and as written; all rows have none", () => {
  const { filters } = accessOf({
    filters:
      "{ some: { on: crm.account, rows: A = 'x', columns: [ID] }, every: { on: crm.account, rows: ALL } }",
  });
  expect(filters.some).toMatchObject({
    name: "some",
    table: "account",
    rows: { kind: "compare", column: "a", operator: "=", value: "x" },
    rowsText: "A = 'x'",
    columns: { kind: "include", names: ["id"] },
  });
  expect(filters.every).toMatchObject({ rows: undefined, rowsText: undefined });
});

test("masks, exceptions, domains and tests arrive as one strict form", () => {
  const access = accessOf({
    masks: "\n    - { on: crm.account, columns: 'A, b', for: analyst, as: hash }",
    exceptions: "\n    - { finding: LW1634, on: x, owner: jo, reason: y, expires: 2026-12-31 }",
    domains:
      '{ crm: { owner: jo, databases: crm, tables: crm.Log__c, shared_with: ["012345678901"] } }',
    tests: `
    - { name: no, as: analyst, on: crm.log__c, expects: denied }
    - { name: yes, as: analyst, on: crm.product2, columns: [ID], hides: B, rows: a = 1 }
    - { name: any, as: chief, on: crm.product2, expects: allowed }
    - { name: every, as: chief, on: crm.product2, rows: all }`,
  });
  const table = { database: "crm", table: "account", roles: ["analyst"], as: { kind: "hash" } };
  expect(access.masks).toMatchObject([
    { ...table, column: "a" },
    { ...table, column: "b" },
  ]);
  expect(access.exceptions[0]?.expires).toEqual(new Date("2026-12-31T00:00:00Z"));
  expect(access.domains.crm).toMatchObject({
    databases: ["crm"],
    tables: ["crm.log__c"],
    sharedWith: ["012345678901"],
  });
  expect(access.tests.map(({ expects }) => expects)).toEqual([
    { kind: "denied" },
    {
      kind: "allowed",
      columns: ["id"],
      hides: ["b"],
      rows: { kind: "compare", column: "a", operator: "=", value: 1 },
      rowsText: "a = 1",
    },
    { kind: "allowed", columns: undefined, hides: [], rows: undefined, rowsText: undefined },
    { kind: "allowed", columns: undefined, hides: [], rows: "all", rowsText: undefined },
  ]);
});

test("names that every object of JavaScript has are not found among roles, filters and tags", () => {
  const { roles, filters, tags, domains } = accessOf({});
  for (const map of [roles, filters, tags, domains]) expect(map.constructor).toBeUndefined();
});

test("a folder without access.yaml has no access", () => {
  expect(platformOf({}).environments.dev?.access).toBeUndefined();
});
