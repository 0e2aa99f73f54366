import type { RowExpression } from "@lakewright/config";
import { expect, test } from "vitest";
import {
  accountColumns,
  type SampleAccess,
  sampleAccess,
  sampleTable,
} from "../../../test/access/sample-access.ts";
import { diffAccess } from "./diff-access.ts";

const inCountry = (...values: string[]): RowExpression => {
  return { kind: "in", column: "country", values, negated: false };
};
const rowsOf = (...countries: string[]): SampleAccess => ({
  filters: { one: { rows: inCountry(...countries) } },
  grants: [{ resource: { kind: "filter", filter: "one" } }],
});
const sideOf = (access: SampleAccess, tables = [sampleTable()]) => ({
  access: sampleAccess(access),
  tables,
});
const diff = (base: SampleAccess, head: SampleAccess) => diffAccess(sideOf(base), sideOf(head));

test("a policy compared with itself changes nothing", () => {
  expect(diff(rowsOf("DE", "FR"), rowsOf("FR", "DE"))).toEqual({
    changes: [],
    permissions: [],
    shares: { added: [], removed: [] },
    sameCount: 4,
  });
});

test("more rows are widened access, with a row that shows it", () => {
  const { changes } = diff(rowsOf("DE"), rowsOf("DE", "FR"));
  expect(changes.map(({ column, change }) => [column, change])).toEqual(
    ["id", "name", "phone", "load_date"].map((column) => [column, "widened"]),
  );
  expect(changes[0]).toMatchObject({
    role: "analyst",
    gained: { row: { country: "FR" }, shows: "value" },
    lost: undefined,
    before: { access: "filtered", rows: "country IN ('DE')" },
    after: { access: "filtered", rows: "country IN ('DE', 'FR')" },
  });
});

test("other rows are widened and narrowed at once", () => {
  const { changes } = diff(rowsOf("DE"), rowsOf("FR"));
  expect(changes[0]).toMatchObject({
    change: "widened_and_narrowed",
    gained: { row: { country: "FR" } },
    lost: { row: { country: "DE" } },
  });
});

test("a revoked grant narrows every column and takes its permissions", () => {
  const { changes, permissions } = diff({ grants: [{}] }, {});
  expect(new Set(changes.map(({ change }) => change))).toEqual(new Set(["narrowed"]));
  expect(permissions).toMatchObject([{ gained: [], lost: ["select", "describe"] }]);
});

test("a right to write is a change even if nothing more can be read", () => {
  const grants = [{}, { permissions: ["drop"] as const }];
  const { changes, permissions } = diff({ grants: [{}] }, { grants });
  expect(changes).toEqual([]);
  expect(permissions).toMatchObject([{ gained: ["drop"], lost: [] }]);
});

test("a mask is more than nothing and less than the value", () => {
  const grants = [{ resource: accountColumns("exclude", "phone") }];
  const at = { file: "access.yaml", line: 1, column: 1 };
  const place = { database: "crm", table: "account", column: "phone", roles: ["analyst"], at };
  const constant = { grants, masks: [{ ...place, as: { kind: "constant", value: "*" } as const }] };
  const hash = { grants, masks: [{ ...place, as: { kind: "hash" } as const }] };
  expect(diff({ grants }, constant).changes).toMatchObject([
    { column: "phone", change: "widened", gained: { row: {}, shows: "constant" } },
  ]);
  expect(diff(hash, constant).changes).toMatchObject([
    { change: "narrowed", lost: { shows: "hash" } },
  ]);
  expect(diff(hash, { grants: [{}] }).changes).toMatchObject([
    { change: "widened", gained: { shows: "value" } },
  ]);
});

test("roles that only one side declares are compared too", () => {
  const roles = { auditor: {} };
  const { changes } = diff({ roles, grants: [] }, { grants: [{}] });
  expect(changes[0]).toMatchObject({ role: "analyst", change: "widened" });
});

test("a table that only one side declares is closed on the other", () => {
  const open = { grants: [{}] };
  const added = diffAccess(sideOf(open, []), sideOf(open));
  expect(new Set(added.changes.map(({ change }) => change))).toEqual(new Set(["widened"]));
  const removed = diffAccess(sideOf(open), sideOf(open, []));
  expect(new Set(removed.changes.map(({ change }) => change))).toEqual(new Set(["narrowed"]));
});

test("a table that another account gets, or gets no more, is a change of its own", () => {
  const domain = (...sharedWith: string[]) => {
    const owned = { databases: ["crm"], tables: [], tags: [], sharedWith };
    const at = { file: "access.yaml", line: 1, column: 1 };
    return { domains: { crm: { name: "crm", owner: "jo", at, ...owned } } };
  };
  const share = (account: string) => ({
    account,
    database: "crm",
    table: "account",
    domain: "crm",
  });
  expect(diff(domain("1", "2"), domain("2", "3")).shares).toEqual({
    added: [share("3")],
    removed: [share("1")],
  });
});

test("permissions and the right to grant them on are told apart", () => {
  const of = (...grantable: "select"[]): SampleAccess => ({
    grants: [{ permissions: ["select", "alter"], grantable }],
  });
  const place = { role: "analyst", database: "crm", table: "account" };
  const none = { gained: [], lost: [], gainedGrantable: [], lostGrantable: [] };
  expect(diff(of(), of("select")).permissions).toEqual([
    { ...place, ...none, gainedGrantable: ["select"] },
  ]);
  expect(diff(of("select"), { grants: [{}] }).permissions).toEqual([
    { ...place, ...none, lost: ["alter"], lostGrantable: ["select"] },
  ]);
});
