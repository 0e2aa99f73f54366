import { expect, test } from "vitest";
import { accessProblems, grantProblems, grantsWith } from "../../../test/access-texts.ts";

// Grants that Lake Formation refuses, or decides by facts outside of the folder, are problems. The numbers are
// those of `packages/engine/src/access/domain/table-access.test.ts`, which has the rules that decide access.

const codesOf = (problems: readonly string[]) =>
  problems.map((problem) => /LW\d{4}/.exec(problem)?.[0]);
const refusedGrant = (grant: string) => codesOf(grantProblems(grant));

test("rule 4: opting in to hybrid access cannot be written, since locations are never hybrid", () => {
  expect(refusedGrant("{ to: analyst, select: crm.product2, hybrid: true }")).toEqual(["LW1101"]);
});

test("rule 13: a grant option goes with a list of open columns, not with one of closed columns", () => {
  const grant = (columns: string) =>
    `{ to: analyst, select: crm.product2, ${columns}, grantable: [select] }`;
  expect(refusedGrant(grant("columns: [name]"))).toEqual([]);
  expect(refusedGrant(grant("except: [name]"))).toEqual(["LW1620"]);
});

test("rule 18: another account is no principal: tables are shared by their domain, and narrowed there", () => {
  expect(refusedGrant('{ to: "123456789012", select: crm.product2 }')).toEqual(["LW1611"]);
});

test("rule 19: a row expression compares columns with constants, without functions", () => {
  const rowsOf = (rows: string) =>
    codesOf(
      accessProblems({
        filters: `{ f: { on: crm.product2, rows: "${rows}" } }`,
        grants: grantsWith("{ to: analyst, filter: f }"),
      }),
    );
  expect(rowsOf("name = 'x' OR NOT name IN ('a', 'b')")).toEqual([]);
  expect(rowsOf("lower(name) = 'x'")).toEqual(["LW1617"]);
  expect(rowsOf("name = family")).toEqual(["LW1617"]);
});

test("rule 20: a hundred filters are the most for one role on one table", () => {
  const names = Array.from({ length: 101 }, (_, i) => `f${i}`);
  const filters = names.map((name) => `${name}: { on: crm.product2, rows: name = 'x' }`);
  const grants = names.map((name) => `{ to: analyst, filter: ${name} }`);
  const parts = { filters: `{ ${filters.join(", ")} }`, grants: grantsWith(...grants) };
  expect(codesOf(accessProblems(parts))).toEqual(["LW1621"]);
});

test("rule 26: who may grant a tag policy on may do so with the whole expression, which is what is written", () => {
  const grant = "{ to: analyst, tags: { sensitivity: internal }, grantable: [select] }";
  expect(refusedGrant(grant)).toEqual([]);
});

test("rule 27: a tag policy takes five keys in CloudFormation", () => {
  const keys = ["a", "b", "c", "d", "e", "f"];
  const tags = `{ ${keys.map((key) => `${key}: [x]`).join(", ")} }`;
  const grants = grantsWith(
    `{ to: analyst, tags: { ${keys.map((key) => `${key}: x`).join(", ")} } }`,
  );
  expect(codesOf(accessProblems({ tags, grants }))).toContain("LW1624");
});

test("rule 28: tags are on tables that a flow makes, so that they can be set once the table exists", () => {
  const assign = "\n    - { on: crm.nothing, tags: { sensitivity: internal } }";
  expect(codesOf(accessProblems({ assign }))).toEqual(["LW1612"]);
});

test("rule 30: attributes of principals cannot be granted to", () => {
  const grant = "{ to: analyst, select: crm.product2, condition: { department: sales } }";
  expect(refusedGrant(grant)).toEqual(["LW1101"]);
});
