import { isDeepStrictEqual } from "node:util";
import type { DuckDBConnection } from "@duckdb/node-api";
import { expect } from "vitest";
import { allowedFunctions } from "../../src/query/adapters/gate/allowed-functions.ts";
import type { GovernedQuery } from "../../src/query/ports/governed-query.ts";
import { type CodedLake, type CodedPlace, plainAnswer, roleAnswer } from "./coded-lake.ts";

/** What stands beside a column in a call. */
const constants = ["'a'", "1", "'day'", "[1]"];

/** Every way of giving a column to a function, by position. */
function callsOf(name: string, column: string): readonly string[] {
  const args = [
    [column],
    [column, column],
    ...constants.flatMap((beside) => [
      [column, beside],
      [beside, column],
    ]),
    ...constants.slice(0, 2).flatMap((beside) => [
      [column, beside, beside],
      [beside, column, beside],
      [beside, beside, column],
    ]),
    ["'a'", column, "'x'", "'g'"],
    [column, "lambda x: x"],
  ];
  return args.map((list) => `"${name}"(${list.join(", ")})`);
}

/** They differ from call to call, or with the order of the rows. */
const unsteady =
  /^(random|uuid|gen_random|uuidv|now|today|current_|get_current|transaction_|ago|age|approx_|reservoir_|list_approx)/;
const windows = new Set(
  "row_number rank dense_rank rank_dense percent_rank cume_dist ntile lag lead first_value last_value nth_value fill".split(
    " ",
  ),
);

/** An expression with one value for all rows: how many values a call has, and the ends of them. */
function summaryOf(call: string, name: string, isAggregate: boolean): string {
  const value = windows.has(name) ? `${call} OVER (ORDER BY id)` : call;
  if (isAggregate)
    return unsteady.test(name) ? `count(*) FILTER (${call} IS NULL)` : `CAST(${call} AS VARCHAR)`;
  if (unsteady.test(name)) return `count(${value})`;
  return `[count(${value})::VARCHAR, min(CAST(${value} AS VARCHAR)), max(CAST(${value} AS VARCHAR))]`;
}

interface Compared {
  readonly coded: CodedLake;
  readonly place: CodedPlace;
  readonly role: GovernedQuery;
}

/** A statement holds as many calls as the gate's parser takes at once. */
const atOnce = 60;

/**
 * Calls every `nth` allowed function with every column at every place, as the role and over a copy of what the role sees: answers and
 * failures must be the same. Calls that do not bind are left out, since they read no value. Returns how many were compared.
 */
export async function compareFunctions({ coded, place, role }: Compared, nth = 1) {
  const [plain, inFile] = [await coded.sealed(place), await coded.sealed(place, true)];
  const aggregates = await aggregateNames(plain);
  const columns = coded.columnsOf[place].map(({ name }) => name);
  const names = [...allowedFunctions].filter((_, i) => i % nth === 0);
  const differing: unknown[] = [];
  let compared = 0;
  for (const column of columns) {
    const answered: string[] = [];
    const failing: string[] = [];
    for (const name of names)
      for (const call of callsOf(name, column)) {
        const summary = summaryOf(call, name, aggregates.has(name));
        const sql = textOf([summary]);
        const answer = await plainAnswer(plain, sql);
        if (typeof answer !== "string") answered.push(summary);
        else if (!/^(Binder|Parser|Catalog) Error|stopped/.test(answer)) failing.push(sql);
      }
    for (let from = 0; from < answered.length; from += atOnce) {
      const some = answered.slice(from, from + atOnce);
      const sql = textOf(some);
      const answer = await roleAnswer(role, sql, coded[place]);
      const expected = await plainAnswer(plain, sql);
      if (typeof answer === "string" || typeof expected === "string")
        failing.push(...some.map((one) => textOf([one])));
      else
        for (const [at, one] of some.entries())
          if (!isDeepStrictEqual(answer[0]?.[at], expected[0]?.[at])) failing.push(textOf([one]));
    }
    for (const sql of failing) {
      const answer = await roleAnswer(role, sql, coded[place]);
      const expected = await plainAnswer(plain, sql);
      if (isRefused(answer) || isDeepStrictEqual(answer, expected)) continue;
      const fromFile = await plainAnswer(inFile, sql);
      if (!isDeepStrictEqual(answer, fromFile)) differing.push([sql, answer, expected, fromFile]);
    }
    compared += answered.length + failing.length;
  }
  expect(differing).toEqual([]);
  return compared;
}

/** The gate takes no column for some functions. */
function isRefused(answer: unknown): boolean {
  return String(answer).startsWith("the statement is refused");
}

function textOf(summaries: readonly string[]): string {
  return `SELECT ${summaries.join(", ")} FROM sales.coded`;
}

async function aggregateNames(plain: DuckDBConnection): Promise<ReadonlySet<string>> {
  const reader = await plain.runAndReadAll(
    "SELECT DISTINCT lower(function_name) FROM duckdb_functions() WHERE function_type = 'aggregate'",
  );
  return new Set(reader.getRows().map(([name]) => String(name)));
}
