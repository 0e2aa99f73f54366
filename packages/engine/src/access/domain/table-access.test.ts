import type { RowExpression } from "@lakewright/config";
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
import type { AccessTable } from "./access-table.ts";
import { shownRows } from "./column-access.ts";
import { rowsText } from "./rows-text.ts";
import { tableAccess } from "./table-access.ts";
import { columnSensitivity } from "./tagged-table.ts";

const table = { kind: "table", database: "crm", table: "account" } as const;
const german: RowExpression = { kind: "compare", column: "country", operator: "=", value: "DE" };
const french: RowExpression = { kind: "compare", column: "country", operator: "=", value: "FR" };
const onFilter = (filter: string) => ({ resource: { kind: "filter", filter } as const });
const onTags = (expression: Record<string, readonly string[]>) => ({
  resource: { kind: "tags", level: "table", expression } as const,
});

/** `column=access` or `column=access where rows`, closed columns left out. */
function seen(parts: SampleAccess, of: AccessTable = sampleTable(), role = "analyst") {
  const { columns } = tableAccess(sampleAccess(parts), role, of);
  const open = columns.filter(({ access }) => access !== "none");
  return open.map((one) => {
    const rows = shownRows(one);
    const sees = `${one.column}=${one.access}`;
    return rows === "all" ? sees : `${sees} where ${rowsText(rows)}`;
  });
}
const permissions = (parts: SampleAccess, of = sampleTable()) =>
  [...tableAccess(sampleAccess(parts), "analyst", of).permissions].sort();
const everything = ["id=full", "name=full", "phone=full", "load_date=full"];

test("without a grant nothing is visible", () => {
  expect(seen({})).toEqual([]);
  expect(permissions({})).toEqual([]);
});

test("a role that is not declared sees nothing, whatever everybody is granted", () => {
  expect(seen({ grants: [{ to: "all_iam_principals" }] }, sampleTable(), "nobody")).toEqual([]);
  expect(seen({ grants: [{ to: "constructor" }] }, sampleTable(), "constructor")).toEqual([]);
});

test("rule 1: grants to the role, to its groups and to everybody are united", () => {
  const roles = { analyst: { groups: ["gtm"] }, gtm: { kind: "group" as const } };
  const grants = [
    { resource: accountColumns("include", "id") },
    { to: "gtm", resource: accountColumns("include", "name") },
    { to: "all_iam_principals", resource: accountColumns("include", "phone") },
    { to: "other", resource: account },
  ];
  expect(seen({ roles, grants })).toEqual(everything);
  expect(seen({ roles, grants: grants.slice(1, 2) })).toEqual(["name=full", "load_date=full"]);
});

test("rule 1: named grants and tag policies are united", () => {
  const assignments = [tagged({ ...table, kind: "columns", columns: ["name"] }, "team", "gtm")];
  const grants = [{ resource: accountColumns("include", "id") }, onTags({ team: ["gtm"] })];
  expect(seen({ assignments, grants })).toEqual(["id=full", "name=full", "load_date=full"]);
});

test("rule 2: a way past Lake Formation opens nothing in it: it is told apart from what grants give", () => {
  const bypasses = [{ through: "s3", zone: "raw", reason: "reads footers" } as const];
  const parts = { roles: { analyst: { bypasses } }, grants: [] };
  expect(tableAccess(sampleAccess(parts), "analyst", sampleTable()).rows).toBeUndefined();
});

test("rule 3: what IAMAllowedPrincipals holds is open to every role, and filters have no effect", () => {
  const filters = { de: { rows: german, columns: { kind: "include", names: ["id"] } as const } };
  const grants = [onFilter("de"), { to: "iam_allowed_principals", permissions: ["all"] as const }];
  expect(seen({ filters, grants })).toEqual(everything);
  const found = tableAccess(sampleAccess({ filters, grants }), "analyst", sampleTable());
  expect(found.governed).toBe(false);
  expect(found.columns[1]?.because).toEqual([{ kind: "not_governed", grant: "g2" }]);
});

test("rule 3: where Lake Formation is not in force it cannot close unclassified columns either", () => {
  const grants = [{ to: "iam_allowed_principals", permissions: ["all"] as const }];
  expect(seen({ grants }, sampleTable({ sensitivity: "unclassified" }))).toEqual(everything);
});

test("rule 5: any permission on a table implies DESCRIBE, and DESCRIBE shows no values", () => {
  expect(permissions({ grants: [{ permissions: ["alter"] }] })).toEqual(["alter", "describe"]);
  expect(seen({ grants: [{ permissions: ["alter", "describe"] }] })).toEqual([]);
});

test("rule 6: ALL stands beside single permissions and implies each of them", () => {
  const held = ["all", "alter", "delete", "describe", "drop", "insert", "select"];
  expect(permissions({ grants: [{ permissions: ["all"] }, {}] })).toEqual(held);
});

test.each(["insert", "delete", "all"] as const)("rule 7: %s reads every column", (permission) => {
  expect(seen({ grants: [{ permissions: [permission] }] })).toEqual(everything);
});

test("rule 8: who may create tables in a database reads none that others made", () => {
  const resource = { kind: "database", database: "crm" } as const;
  expect(seen({ grants: [{ resource, permissions: ["create_table", "all"] }] })).toEqual([]);
});

test("rule 9: an include list does not show columns that are added later", () => {
  const grants = [{ resource: accountColumns("include", "id") }];
  const later = sampleTable({ columns: sampleColumns("id", "name", "fax") });
  expect(seen({ grants }, later)).toEqual(["id=full", "load_date=full"]);
});

test("rule 9: an exclude list shows columns that are added later", () => {
  const grants = [{ resource: accountColumns("exclude", "name") }];
  const later = sampleTable({ columns: sampleColumns("id", "name", "fax") });
  expect(seen({ grants }, later)).toEqual(["id=full", "fax=full", "load_date=full"]);
});

test("rule 10: column grants are united, also two exclude lists", () => {
  const lists = ["id", "name"].map((one) => ({ resource: accountColumns("exclude", one) }));
  expect(seen({ grants: lists })).toEqual(everything);
});

test("rule 10: plain SELECT voids column lists and filters beside it", () => {
  const filters = { de: { rows: german } };
  const grants = [onFilter("de"), { resource: accountColumns("include", "id") }, {}];
  expect(seen({ filters, grants })).toEqual(everything);
});

test("rule 11: partition keys are visible to whoever sees anything, in the same rows", () => {
  const filters = { de: { rows: german, columns: { kind: "include", names: ["id"] } as const } };
  const only = "where country = 'DE'";
  expect(seen({ filters, grants: [onFilter("de")] })).toEqual([
    `id=filtered ${only}`,
    `load_date=filtered ${only}`,
  ]);
});

test("rule 11: a list that excludes a partition key does not hide it", () => {
  const grants = [{ resource: accountColumns("exclude", "load_date") }];
  expect(seen({ grants })).toEqual(everything);
});

test.each(["include", "exclude"] as const)(
  "rule 12: no other permission than SELECT comes with an %s list",
  (kind) => {
    const grant = { resource: accountColumns(kind, "id"), permissions: ["insert"] as const };
    expect(seen({ grants: [grant] })).toEqual([]);
    expect(permissions({ grants: [grant] })).toEqual([]);
  },
);

test("rule 15: a filter without rows and columns opens all, and only for SELECT", () => {
  expect(seen({ filters: { any: {} }, grants: [onFilter("any")] })).toEqual(everything);
  const grants = [{ ...onFilter("any"), permissions: ["describe"] as const }];
  expect(seen({ filters: { any: {} }, grants })).toEqual([]);
});

test("rule 16: the rows of several filters are united, those of groups too", () => {
  const roles = { analyst: { groups: ["gtm"] }, gtm: { kind: "group" as const } };
  const filters = { de: { rows: german }, fr: { rows: french } };
  const grants = [onFilter("de"), { to: "gtm", ...onFilter("fr") }];
  const found = tableAccess(sampleAccess({ roles, filters, grants }), "analyst", sampleTable());
  expect(rowsText(found.rows)).toBe("country = 'DE' OR country = 'FR'");
});

test("rule 16: one filter of all rows opens all rows, and cells keep their own", () => {
  const some = { kind: "include", names: ["name"] } as const;
  const filters = { de: { rows: german }, any: { columns: some } };
  const only = "where country = 'DE'";
  expect(seen({ filters, grants: [onFilter("de"), onFilter("any")] })).toEqual([
    `id=filtered ${only}`,
    "name=full",
    `phone=filtered ${only}`,
    "load_date=full",
  ]);
});

test("rule 17: a cell has its value in the rows of the filters that hold its column", () => {
  const filters = {
    de: { rows: german, columns: { kind: "include", names: ["id", "phone"] } as const },
    fr: { rows: french, columns: { kind: "include", names: ["id"] } as const },
  };
  const either = "where country = 'DE' OR country = 'FR'";
  expect(seen({ filters, grants: [onFilter("de"), onFilter("fr")] })).toEqual([
    `id=filtered ${either}`,
    "phone=filtered where country = 'DE'",
    `load_date=filtered ${either}`,
  ]);
});

test("rule 21: tags are compared in lower case", () => {
  const assignments = [tagged(table, "Team", "GTM")];
  expect(seen({ assignments, grants: [onTags({ team: ["gtm"] })] })).toEqual(everything);
});

test("rule 22: a value that is set lower down replaces the inherited one", () => {
  const assignments = [
    tagged({ kind: "database", database: "crm" }, "team", "gtm"),
    tagged({ ...table, kind: "columns", columns: ["phone"] }, "team", "hr"),
  ];
  const grants = [onTags({ team: ["gtm"] })];
  expect(seen({ assignments, grants })).toEqual(["id=full", "name=full", "load_date=full"]);
  const all = [...assignments, tagged(table, "team", "hr")];
  expect(seen({ assignments: all, grants })).toEqual([]);
});

test("rule 23: keys are joined by AND, values of a key by OR, other keys do not matter", () => {
  const assignments = [tagged(table, "team", "gtm")];
  const both = [onTags({ team: ["hr", "gtm"], sensitivity: ["none"] })];
  expect(seen({ assignments, grants: both })).toEqual(everything);
  const personal = [onTags({ team: ["hr", "gtm"], sensitivity: ["personal"] })];
  expect(seen({ assignments, grants: personal })).toEqual([]);
  expect(seen({ assignments, grants: [onTags({})] })).toEqual([]);
});

test("rule 24: a tag policy gives its permissions where all columns match", () => {
  const assignments = [tagged(table, "team", "gtm")];
  const grants = [{ ...onTags({ team: ["gtm"] }), permissions: ["alter", "select"] as const }];
  expect(permissions({ assignments, grants })).toEqual(["alter", "describe", "select"]);
});

test("rule 24: where some columns match, SELECT holds for those and only DESCRIBE is left of the rest", () => {
  const assignments = [tagged({ ...table, kind: "columns", columns: ["name"] }, "team", "gtm")];
  const on = onTags({ team: ["gtm"] });
  const all = [{ ...on, permissions: ["all"] as const }];
  expect(permissions({ assignments, grants: all })).toEqual(["describe", "select"]);
  expect(seen({ assignments, grants: all })).toEqual(["name=full", "load_date=full"]);
  const insert = [{ ...on, permissions: ["insert", "drop"] as const }];
  expect(permissions({ assignments, grants: insert })).toEqual(["describe"]);
  expect(seen({ assignments, grants: insert })).toEqual([]);
});

test("rule 25: a policy on database tags opens no table", () => {
  const assignments = [tagged({ kind: "database", database: "crm" }, "team", "gtm")];
  const expression = { team: ["gtm"] };
  const resource = { kind: "tags", level: "database", expression } as const;
  expect(seen({ assignments, grants: [{ resource, permissions: ["all"] }] })).toEqual([]);
});

test("a grant on all tables holds for every table of its database only", () => {
  const resource = { kind: "all_tables", database: "crm" } as const;
  expect(seen({ grants: [{ resource }] })).toEqual(everything);
  expect(seen({ grants: [{ resource }] }, sampleTable({ database: "erp" }))).toEqual([]);
});

test("a location grant lets nobody read", () => {
  const resource = { kind: "location", zone: "raw", prefix: "" } as const;
  expect(seen({ grants: [{ resource, permissions: ["data_location_access"] }] })).toEqual([]);
});

const drifted = sampleTable({
  columns: [...sampleColumns("id"), { name: "fax", drifted: true }],
});
const openings = {
  "a wildcard": [{}],
  "ALL on the table": [{ permissions: ["all"] as const }],
  "all tables": [{ resource: { kind: "all_tables", database: "crm" } as const }],
  "an exclude list": [{ resource: accountColumns("exclude", "load_date") }],
  "an include list": [{ resource: accountColumns("include", "id", "fax") }],
  "a tag policy": [onTags({ sensitivity: ["none", "unclassified"] })],
};

test.each(Object.entries(openings))("%s never opens a drifted column", (_, grants) => {
  expect(seen({ grants }, drifted)).toEqual(["id=full", "load_date=full"]);
  const found = tableAccess(sampleAccess({ grants }), "analyst", drifted);
  expect(found.columns[1]?.because).toEqual([{ kind: "unclassified", grants: ["g1"] }]);
});

test.each(Object.entries(openings))("%s opens a drifted column to a steward", (_, grants) => {
  const roles = { analyst: { kind: "steward" as const } };
  expect(seen({ roles, grants }, drifted)).toContain("fax=full");
});

test("an unclassified table is closed, its partition keys and rows too", () => {
  const unclassified = sampleTable({ sensitivity: "unclassified" });
  expect(seen({ grants: [{}] }, unclassified)).toEqual([]);
  expect(tableAccess(sampleAccess({ grants: [{}] }), "analyst", unclassified).rows).toBe(undefined);
});

test("a database's tag does not classify a table that nobody has classified", () => {
  const assignments = [tagged({ kind: "database", database: "crm" }, "sensitivity", "none")];
  expect(seen({ assignments, grants: [{}] }, sampleTable({ sensitivity: "unclassified" }))).toEqual(
    [],
  );
});

test("naming a drifted column in an assignment classifies it; tagging its table does not", () => {
  const onTable = [tagged(table, "sensitivity", "none")];
  expect(seen({ assignments: onTable, grants: [{}] }, drifted)).not.toContain("fax=full");
  const onColumn = [tagged({ ...table, kind: "columns", columns: ["fax"] }, "sensitivity", "none")];
  expect(seen({ assignments: onColumn, grants: [{}] }, drifted)).toContain("fax=full");
});

test("a tag that the catalog holds for a column counts below an assignment", () => {
  const columns = [{ name: "id", drifted: false, tags: { sensitivity: "unclassified" } }];
  expect(seen({ grants: [{}] }, sampleTable({ columns }))).toEqual(["load_date=full"]);
  const assignments = [
    tagged({ ...table, kind: "columns", columns: ["id"] }, "sensitivity", "none"),
  ];
  expect(seen({ assignments, grants: [{}] }, sampleTable({ columns }))).toContain("id=full");
});

const mask = {
  database: "crm",
  table: "account",
  column: "phone",
  as: { kind: "hash" },
  at: { file: "access.yaml", line: 1, column: 1 },
} as const;

test("a mask shows a closed column masked, in the rows that the role sees, to its roles only", () => {
  const masks = [{ ...mask, roles: ["analyst"] }];
  const filters = { de: { rows: german, columns: { kind: "exclude", names: ["phone"] } as const } };
  expect(seen({ filters, masks, grants: [onFilter("de")] })).toContain(
    "phone=masked where country = 'DE'",
  );
  const others = [{ ...mask, roles: ["other"] }];
  expect(seen({ filters, masks: others, grants: [onFilter("de")] }).join()).not.toContain("phone");
});

test("a mask narrows no grant, opens no table and no unclassified column", () => {
  const masks = [{ ...mask, roles: ["analyst"] }];
  expect(seen({ masks, grants: [{}] })).toEqual(everything);
  expect(seen({ masks })).toEqual([]);
  const columns = [...sampleColumns("id"), { name: "phone", drifted: true }];
  expect(seen({ masks, grants: [{}] }, sampleTable({ columns })).join()).not.toContain("phone");
});

test("a column that drifted in stays closed whatever the catalog has tagged it, until an assignment names it", () => {
  const tags = { sensitivity: "internal" };
  const table = sampleTable({ columns: [{ name: "phone", drifted: true, tags }] });
  const seen = (parts: SampleAccess) =>
    tableAccess(sampleAccess({ grants: [{}], ...parts }), "analyst", table).columns[0]?.access;
  expect(seen({})).toBe("none");
  const place = { kind: "columns", database: "crm", table: "account", columns: ["phone"] } as const;
  expect(seen({ assignments: [tagged(place, "sensitivity", "internal")] })).toBe("full");
});

test("IAM and S3 policies open files, and no table of the warehouse", () => {
  const access = sampleAccess({ grants: [{ to: "iam_allowed_principals" }] });
  expect(tableAccess(access, "analyst", sampleTable()).rows).toBe("all");
  expect(tableAccess(access, "analyst", sampleTable({ layer: "mart" })).rows).toBeUndefined();
});

test("a filter opens the table that it is of, and no other of the same database or name", () => {
  const grants = [onFilter("de")];
  const rows = { rows: german };
  const of = (database: string, table: string) =>
    seen({ grants, filters: { de: { ...rows, database, table } } });
  expect(of("crm", "account")).not.toEqual([]);
  expect([of("crm", "contact"), of("erp", "account")]).toEqual([[], []]);
});

test("a column that the table does not have is unclassified", () => {
  expect(columnSensitivity(sampleAccess({}), sampleTable())("missing")).toBe("unclassified");
});
