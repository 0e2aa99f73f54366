import type { Grant, RowExpression } from "@lakewright/config";
import { expect, test } from "vitest";
import {
  account,
  accountColumns,
  type SampleAccess,
  sampleAccess,
  sampleTable,
  tagged,
} from "../../../test/access/sample-access.ts";
import { lintAccess } from "./lint-access.ts";

const findings = (parts: SampleAccess, table = sampleTable()) =>
  lintAccess(sampleAccess(parts), [table]).map(({ finding, on }) => `${finding} ${on}`);
const ofRows = (rows: RowExpression, table = sampleTable()) =>
  findings({ filters: { one: { rows } } }, table);
const typed = sampleTable({
  columns: [
    { name: "size", type: "int", drifted: false },
    { name: "day", type: "date", drifted: false },
  ],
});
const compare = (column: string, value: string | number): RowExpression => {
  return { kind: "compare", column, operator: "=", value };
};

test("a plain policy has no findings", () => {
  const grants = [{ resource: accountColumns("include", "id") }];
  expect(findings({ grants, filters: { one: { rows: compare("name", "x") } } })).toEqual([]);
});

test("an exception accepts its finding on its table, and nothing else", () => {
  const at = { file: "access.yaml", line: 1, column: 1 };
  const expires = new Date("2999-01-01");
  const exceptionOn = (on: string) => {
    const finding = "iam_allowed_principals";
    return { finding, on, owner: "jo", reason: "migration", expires, at };
  };
  const grants = [{ to: "iam_allowed_principals", permissions: ["all"] as const }];
  const accepted = (on: string) =>
    lintAccess(sampleAccess({ grants, exceptions: [exceptionOn(on)] }), [sampleTable()])[0]
      ?.accepted;
  expect(accepted("crm.account")).toMatchObject({ owner: "jo" });
  expect(accepted("crm.contact")).toBeUndefined();
});

test("IAMAllowedPrincipals on a table is found", () => {
  const grants = [{ to: "iam_allowed_principals", permissions: ["all"] as const }];
  expect(findings({ grants })).toEqual(["iam_allowed_principals crm.account"]);
});

test("an exclude list is found where the table holds personal data, and only there", () => {
  const grants = [{ resource: accountColumns("exclude", "phone") }];
  const personal = sampleTable({ sensitivity: "personal" });
  expect(findings({ grants }, personal)).toEqual(["exclude_list_on_personal crm.account"]);
  expect(findings({ grants })).toEqual([]);
  const table = { kind: "table", database: "crm", table: "account" } as const;
  const open = [tagged(table, "sensitivity", "internal")];
  expect(findings({ grants, assignments: open }, personal)).toEqual([]);
});

test("a list that names a missing column is found, in grants and in filters", () => {
  const columns = { kind: "include", names: ["fax"] } as const;
  expect(findings({ grants: [{ resource: accountColumns("include", "fax") }] })).toEqual([
    "column_missing crm.account.fax",
  ]);
  expect(findings({ filters: { one: { columns } } })).toEqual(["column_missing crm.account.fax"]);
});

test("rule 11: excluding a partition key, or calling it personal, is found", () => {
  expect(findings({ grants: [{ resource: accountColumns("exclude", "load_date") }] })).toEqual([
    "partition_key_excluded crm.account.load_date",
  ]);
  const place = { ...account, kind: "columns", columns: ["load_date"] } as const;
  expect(findings({ assignments: [tagged(place, "sensitivity", "personal")] })).toEqual([
    "partition_key_personal crm.account.load_date",
  ]);
});

test.each(["select", "insert", "describe"] as const)(
  "rule 12: SELECT on some columns beside %s on the table is found",
  (permission) => {
    const whole = { permissions: [permission] };
    expect(findings({ grants: [{ resource: accountColumns("include", "id") }, whole] })).toEqual([
      "partial_select_mixed crm.account",
    ]);
  },
);

test("a tag policy that matches nothing is found", () => {
  const resource = { kind: "tags", level: "table", expression: { team: ["hr"] } } as const;
  expect(findings({ grants: [{ resource }] })).toEqual(["tag_policy_matches_nothing g1"]);
});

test("rule 19: row expressions that the service refuses, or that match nothing, are found", () => {
  expect(ofRows(compare("fax", 1))).toEqual(["column_missing crm.account.fax"]);
  expect(ofRows(compare("day", "2026-01-31"), typed)).toContain("filter_type crm.account.day");
  expect(ofRows(compare("size", "large"), typed)).toContain("filter_type crm.account.size");
  expect(ofRows({ kind: "is_null", column: "load_date", negated: false })).toEqual([
    "partition_key_null crm.account.load_date",
  ]);
  expect(ofRows({ kind: "like", column: "name", pattern: "a\\_", negated: false })).toEqual([
    "like_backslash crm.account.name",
  ]);
  const parts = [compare("name", "a"), compare("name", "b")];
  expect(ofRows({ kind: "and", parts })).toEqual(["filter_never_true crm.account"]);
  const columns = [{ name: "oid", drifted: false }];
  expect(ofRows(compare("oid", 1), sampleTable({ columns }))).toEqual([
    "reserved_column crm.account.oid",
  ]);
});

test("rule 20: more than a hundred filters of one principal on one table are found", () => {
  const names = Array.from({ length: 101 }, (_, i) => `f${i}`);
  const filters = Object.fromEntries(names.map((name) => [name, {}]));
  const grants = names.map((filter): Partial<Grant> => ({ resource: { kind: "filter", filter } }));
  expect(findings({ filters, grants })).toEqual(["too_many_filters crm.account"]);
});

test("a job that may pass on every right is found", () => {
  const roles = { loader: { kind: "job" as const } };
  const grants = [{ to: "loader", permissions: ["all"] as const, grantable: ["all"] as const }];
  expect(findings({ roles, grants })).toEqual(["job_may_grant_all crm.account"]);
});

test("rule 8: who may create tables is found, by name, tags or a group, and what it makes is its own", () => {
  const crm = { kind: "database", database: "crm" } as const;
  const resource = { kind: "tags", level: "database", expression: { team: ["gtm"] } } as const;
  const roles = {
    loader: { kind: "service", groups: ["makers"] },
    makers: { kind: "group" },
  } as const;
  const found = ["creator_keeps_all loader crm"];
  const to = "loader";
  expect(
    findings({ roles, grants: [{ to, resource: crm, permissions: ["create_table"] }] }),
  ).toEqual(found);
  expect(
    findings({ roles, grants: [{ to: "makers", resource: crm, permissions: ["all"] }] }),
  ).toEqual(found);
  const assignments = [tagged(crm, "team", "gtm")];
  const byTags = {
    roles,
    assignments,
    grants: [{ to, resource, permissions: ["create_table"] as const }],
  };
  expect(findings(byTags)).toEqual(found);
  expect(findings({ roles, grants: [{ to, resource: crm, permissions: ["alter"] }] })).toEqual([]);
});

test.each([
  ["4.0", accountColumns("include", "id"), ["engine_takes_whole_tables loader crm.account"]],
  ["5.0", accountColumns("include", "id"), []],
  ["10.0", accountColumns("include", "id"), []],
  ["4.0", account, []],
] as const)("rule 14: Glue %s over %o", (glueVersion, resource, found) => {
  const roles = { loader: { kind: "job", glueVersion } as const };
  expect(findings({ roles, grants: [{ to: "loader", resource }] })).toEqual(found);
  expect(findings({ roles, grants: [] })).toEqual([]);
});

test("rule 14: Glue before 5.0 cannot leave out rows either", () => {
  const roles = { loader: { kind: "job", glueVersion: "3.0" } as const };
  const grants = [{ to: "loader", resource: { kind: "filter", filter: "one" } as const }];
  expect(findings({ roles, grants, filters: { one: { rows: compare("name", "x") } } })).toEqual([
    "engine_takes_whole_tables loader crm.account",
  ]);
});

test("what Lake Formation would refuse is no finding on a table of the warehouse", () => {
  const partial = { resource: accountColumns("include", "id") };
  const grants = [partial, {}, { to: "iam_allowed_principals" }];
  const roles = { analyst: { kind: "job" as const, glueVersion: "4.0" } };
  const mart = sampleTable({ layer: "mart", partitionKeys: [] });
  expect(findings({ grants }, mart)).toEqual([]);
  expect(findings({ roles, grants: [partial] }, mart)).toEqual([]);
  expect(findings({ roles, grants: [partial] })).not.toEqual([]);
});
