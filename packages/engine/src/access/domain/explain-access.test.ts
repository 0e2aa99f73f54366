import { expect, test } from "vitest";
import {
  accountColumns,
  type SampleAccess,
  sampleAccess,
  sampleColumns,
  sampleTable,
  tagged,
} from "../../../test/access/sample-access.ts";
import { explainAccess } from "./explain-access.ts";

const phone = (parts: SampleAccess, table = sampleTable(), role = "analyst") =>
  explainAccess(sampleAccess(parts), role, { table, column: "phone" }).columns[0];

test("an open column names the grant, the group it came through and the filter", () => {
  const roles = { analyst: { groups: ["gtm"] }, gtm: { kind: "group" as const } };
  const grants = [{ to: "gtm", resource: { kind: "filter", filter: "all" } as const }];
  expect(phone({ roles, grants, filters: { all: {} } })).toMatchObject({
    access: "full",
    rows: "all",
    because: ["grant g1 to gtm, filter all"],
    missing: [],
  });
});

test("a closed column names what each grant lacks, the smallest change first", () => {
  const grants = [
    {
      resource: {
        kind: "tags",
        level: "table",
        expression: { team: ["gtm"], sensitivity: ["personal"] },
      } as const,
    },
    { resource: accountColumns("include", "id") },
    { resource: accountColumns("exclude", "phone") },
  ];
  const place = { kind: "columns", database: "crm", table: "account", columns: ["phone"] } as const;
  expect(phone({ grants, assignments: [tagged(place, "team", "hr")] })).toMatchObject({
    access: "none",
    tags: { team: "hr", sensitivity: "none" },
    missing: [
      "grant g2 to analyst does not list it",
      "grant g3 to analyst excludes it",
      "grant g1 to analyst needs team = gtm where the column has hr, and needs sensitivity = personal where the column has none",
    ],
  });
});

test("a column that drifted in says that a steward must classify it", () => {
  const columns = [...sampleColumns("id"), { name: "phone", drifted: true }];
  const found = phone({ grants: [{}] }, sampleTable({ columns }));
  expect(found?.because).toEqual(["closed: unclassified, until a steward classifies it"]);
  expect(found?.missing[0]).toContain("a steward must classify it");
});

test("without a grant, or a role, the answer says so", () => {
  expect(phone({})?.missing).toEqual(['no grant to "analyst" or its groups concerns the table']);
  expect(phone({}, sampleTable(), "analist")?.missing).toEqual(['no role is called "analist"']);
});

test("DESCRIBE alone is named as what it is", () => {
  expect(phone({ grants: [{ permissions: ["describe"] }] })?.missing).toEqual([
    "grant g1 to analyst gives describe and not select",
  ]);
});

test("a column of the warehouse says what it is made of, and where its sensitivity comes from", () => {
  const columns = [
    {
      ...{ name: "phone", drifted: false, tags: { sensitivity: "personal" } },
      derivedFrom: ["crm.account.phone", "crm.contact.fax"],
    },
  ];
  const mart = sampleTable({
    columns,
    layer: "mart",
    partitionKeys: [],
    sensitivity: "unclassified",
  });
  expect(phone({}, mart)).toMatchObject({
    tags: { sensitivity: "personal" },
    derivedFrom: ["crm.account.phone", "crm.contact.fax"],
    sensitivityFrom: "lineage",
  });
  const place = { kind: "columns", database: "crm", table: "account", columns: ["phone"] } as const;
  const assignments = [tagged(place, "sensitivity", "internal")];
  expect(phone({ assignments }, mart)).toMatchObject({
    tags: { sensitivity: "internal" },
    sensitivityFrom: "assign",
  });
  expect(phone({ assignments })).toMatchObject({ derivedFrom: [], sensitivityFrom: undefined });
});
