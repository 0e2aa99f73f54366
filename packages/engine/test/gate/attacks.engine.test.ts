import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { governedQuery } from "../../src/query/adapters/governed/governed-query.ts";
import type { GovernedQuery, GovernedRelation } from "../../src/query/ports/governed-query.ts";
import { harmlessAttacks, refusedAttacks } from "./attacks.ts";
import {
  columnsOnly,
  type GovernedLake,
  governedAccounts,
  governedLake,
  inWarehouse,
} from "./governed-lake.ts";
import { sealedEngine } from "./sealed-answer.ts";

let lake: GovernedLake;
let analyst: GovernedQuery;
/** Bytes of the granted file, which no statement may change. */
let granted: Buffer;
const never = new AbortController().signal;

beforeAll(async () => {
  lake = await governedLake();
  granted = await readFile(lake.accountsFile);
  analyst = await governedQuery({ hashKey: "a key for tests", childFile: lake.childFile });
});
afterAll(async () => {
  await analyst.close();
  await lake.remove();
});

async function answer(sql: string, relation: GovernedRelation) {
  try {
    return await analyst.query(sql, [relation], never);
  } catch (error) {
    return { refused: true as const, error: error as Error };
  }
}

const places = [
  ["the lake", (governed: GovernedRelation) => governed],
  ["the warehouse", (governed: GovernedRelation) => inWarehouse(governed, lake)],
] as const;

describe.each(places)("over %s, statements that the gate refuses", (_, over) => {
  test.each(refusedAttacks)("%s", async (attack) => {
    const sql = attack
      .replaceAll("$FILE", lake.accountsFile)
      .replaceAll("$HR", lake.hrFile)
      .replaceAll("$STATE", lake.stateAccounts.file);
    const result = await answer(sql, over(governedAccounts(lake)));
    const hint = expect.stringMatching(/\w{3}/);
    expect(result).toMatchObject({ refused: true, error: { code: "sql_refused", hint } });
    expect(String((result as { error: Error }).error.message)).not.toMatch(/Binder|Catalog/);
    expect(granted.equals(await readFile(lake.accountsFile))).toBe(true);
  });
});

const policies = [
  ["under a row policy", "region = 'EU'", governedAccounts],
  ["under column rules alone", "true", columnsOnly],
] as const;

const cases = places.flatMap(([place, over]) =>
  policies.map(([under, where, govern]) => {
    return { where, name: `over ${place}, ${under}`, governed: () => over(govern(lake)) };
  }),
);

describe.each(cases)("$name, statements answer from what is permitted", ({ where, governed }) => {
  let sealed: Awaited<ReturnType<typeof sealedEngine>>;
  beforeAll(async () => {
    sealed = await sealedEngine(lake.accountsFile, where);
  });
  afterAll(() => sealed.close());

  test.each(harmlessAttacks)("%s", async (sql) => {
    const expected = await sealed.answer(sql);
    const result = await answer(sql, governed());
    const { error, ...shown } = result as { error?: Error };
    expect(inOrder(shown)).toEqual(inOrder(expected));
    expect(String(error ?? "")).not.toMatch(where === "true" ? /ssn-|phone-/ : /SECRET/);
  });
});

/** Rows in an order of their own: without ORDER BY theirs means nothing. */
function inOrder(answer: object) {
  const { rows } = answer as { rows?: readonly (readonly unknown[])[] };
  return rows ? { ...answer, rows: rows.map((row) => JSON.stringify(row)).toSorted() } : answer;
}

test.each([
  ["DROP VIEW sales.accounts", /only SELECT statements are allowed/, /runs alone change the lake/],
  ["SELECT error('x')", /function error\(\)/, /use the ordinary text, number, date, list/],
  [
    "FROM read_text('x')",
    /table function read_text\(\)/,
    /only .*range.* can take the place of a table/,
  ],
  [
    "FROM sales.hr",
    /"sales.hr" does not exist or you may not read it/,
    /query --tables --as ROLE lists them/,
  ],
  ["DESCRIBE sales.accounts", /DESCRIBE, SHOW and SUMMARIZE/, /LIMIT 0 shows a table's columns/],
  [`SELECT '${"x".repeat(50_000)}'`, /longer than 50000 bytes/, /shorten it/],
  [`SELECT 1 ${"/**/".repeat(101)}`, /too many comments/, /remove some/],
])("the refusal of %.40s says what is allowed", async (sql, message, hint) => {
  expect(await answer(sql, governedAccounts(lake))).toMatchObject({
    error: { message: expect.stringMatching(message), hint: expect.stringMatching(hint) },
  });
});

test("a table that is hidden and one that does not exist are refused in the same words", async () => {
  const words = async (name: string) => {
    const result = await answer(`SELECT * FROM ${name}`, governedAccounts(lake));
    return String((result as { error: Error }).error.message).replace(name, "…");
  };
  expect(await words("sales.hr")).toBe(await words("sales.nothing_here"));
  expect(await words("nowhere.hr")).toBe(await words("sales.hr"));
});
