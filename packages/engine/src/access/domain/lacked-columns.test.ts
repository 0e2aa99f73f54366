import { expect, test } from "vitest";
import {
  accountColumns,
  type SampleAccess,
  sampleAccess,
  sampleColumns,
  sampleTable,
  tagged,
} from "../../../test/access/sample-access.ts";
import type { AccessTable } from "./access-table.ts";
import { tableAccess } from "./table-access.ts";

const byTags = (sensitivity: readonly string[], team?: readonly string[]) => ({
  kind: "tags" as const,
  level: "table" as const,
  expression: { sensitivity, ...(team ? { team } : {}) },
});
const onColumns = (...columns: string[]) =>
  ({ kind: "columns", database: "crm", table: "account", columns }) as const;

/** Columns of `crm.account` that the role reads. */
function seen(parts: SampleAccess, table: Partial<AccessTable> = {}, role = "analyst") {
  const { columns } = tableAccess(sampleAccess(parts), role, sampleTable(table));
  return columns.flatMap(({ column, access }) =>
    access === "none" || column === "load_date" ? [] : [column],
  );
}

const grants = [{ resource: byTags(["none", "public"]) }];
const personal = (...columns: string[]) => [
  tagged(onColumns(...columns), "sensitivity", "personal"),
];

test("a column that is right is closed, and the others stay open", () => {
  expect(seen({ grants, assignments: personal("phone") })).toEqual(["id", "name"]);
});

test("where an assignment names a column that the table lacks, the one that it means may be any: all are closed", () => {
  expect(seen({ grants, assignments: personal("phnoe") })).toEqual([]);
  expect(seen({ grants, assignments: personal("id", "phnoe") })).toEqual([]);
});

test("columns that an assignment of their own has decided stay open", () => {
  const decided = tagged(onColumns("id"), "sensitivity", "none");
  expect(seen({ grants, assignments: [...personal("phnoe"), decided] })).toEqual(["id"]);
});

test("a steward still sees what is in doubt", () => {
  const roles = { chief: { kind: "steward" as const } };
  const all = [{ to: "chief" }];
  const columns = seen({ roles, grants: all, assignments: personal("phnoe") }, {}, "chief");
  expect(columns).toEqual(["id", "name", "phone"]);
});

test("an assignment that would open a column closes none by its slip", () => {
  const granted = [{ resource: byTags(["personal"]) }];
  const opened = [tagged(onColumns("nmae"), "sensitivity", "none")];
  const table = { sensitivity: "personal" } as const;
  expect(seen({ grants: granted, assignments: opened }, table)).toEqual(["id", "name", "phone"]);
});

test("any key may close: a slip under another one closes as well", () => {
  const granted = [{ resource: byTags(["none"], ["gtm"]) }];
  const table = { kind: "table", database: "crm", table: "account" } as const;
  const assignments = [tagged(table, "team", "gtm"), tagged(onColumns("phnoe"), "team", "hr")];
  expect(seen({ grants: granted, assignments })).toEqual([]);
});

test("an exclude list opens nothing where it names a column that the table lacks", () => {
  const but = (...names: string[]) => [{ resource: accountColumns("exclude", ...names) }];
  expect(seen({ grants: but("phone") })).toEqual(["id", "name"]);
  expect(seen({ grants: but("phnoe") })).toEqual([]);
});

test("what an exception answers for is meant as it is", () => {
  const at = { file: "access.yaml", line: 1, column: 1 };
  const exception = { finding: "column_missing", on: "crm.account.vip", owner: "jo", at };
  const exceptions = [{ ...exception, reason: "prod has it", expires: new Date("2999-01-01") }];
  const assignments = personal("vip");
  expect(seen({ grants, assignments, exceptions })).toEqual(["id", "name", "phone"]);
});

test("of a table that is not loaded no column is known to be lacking", () => {
  const table = { columns: sampleColumns("phnoe", "*"), isDeclaredOnly: true } as const;
  expect(seen({ grants, assignments: personal("phnoe") }, table)).toEqual(["*"]);
});
