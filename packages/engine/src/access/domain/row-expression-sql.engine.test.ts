import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import type { RowExpression } from "@lakewright/config";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  randomColumns,
  randomExpression,
  randomRow,
} from "../../../test/access/row-arbitraries.ts";
import { quoteName } from "../../core/domain/sql-text.ts";
import { redshift } from "../../redshift/domain/redshift-text.ts";
import { columnKindOf } from "./column-kind.ts";
import { evaluateRow, type Row } from "./evaluate-row.ts";
import { type RowSqlDialect, rowExpressionSql } from "./row-expression-sql.ts";

const sqlTypes = { text: "VARCHAR", integer: "BIGINT", number: "DOUBLE", boolean: "BOOLEAN" };
const names = Object.keys(randomColumns);
let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  connection = await instance.connect();
  const columns = names.map((name) => `${quoteName(name)} ${typeOf(name)}`);
  await connection.run(`CREATE TABLE sample (place INTEGER, ${columns.join(", ")}, day DATE)`);
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

function typeOf(name: string): string {
  const kind = randomColumns[name];
  return kind === undefined || kind === "other" ? "DATE" : sqlTypes[kind];
}

async function store(rows: readonly Row[]): Promise<void> {
  await connection.run("DELETE FROM sample");
  for (const [place, row] of rows.entries()) {
    const values = names.map((name) => (row[name] === null ? null : String(row[name])));
    const types = names.map((name, i) => `CAST($${i + 1} AS ${typeOf(name)})`);
    const sql = `INSERT INTO sample VALUES (${place}, ${types.join(", ")}, DATE '2026-01-31')`;
    await connection.run(sql, values);
  }
}

async function truths(
  expression: RowExpression,
  dialect?: RowSqlDialect,
): Promise<readonly DuckDBValue[]> {
  const kindOf = (name: string) => (name === "day" ? "other" : randomColumns[name]);
  const sql = rowExpressionSql(expression, kindOf, dialect);
  const found = await connection.runAndReadAll(`SELECT ${sql} FROM sample ORDER BY place`);
  return found.getRows().flat();
}

test("DuckDB and evaluateRow give the same truth value for any expression and row", async () => {
  const rows = fc.array(randomRow, { minLength: 4, maxLength: 8 });
  const expressions = fc.array(randomExpression, { minLength: 10, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(rows, expressions, async (sample, questions) => {
      await store(sample);
      for (const question of questions)
        expect(await truths(question)).toEqual(sample.map((row) => evaluateRow(question, row)));
    }),
    { numRuns: 100 },
  );
});

test("what is written for Redshift, which DuckDB takes too, has the same truth value", async () => {
  const rows = fc.array(randomRow, { minLength: 4, maxLength: 8 });
  const expressions = fc.array(randomExpression, { minLength: 10, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(rows, expressions, async (sample, questions) => {
      await store(sample);
      // No text of Redshift holds NUL, and none can be asked for.
      for (const question of questions.filter((one) => !JSON.stringify(one).includes("\\u0000")))
        expect(await truths(question, redshift)).toEqual(
          sample.map((row) => evaluateRow(question, row)),
        );
    }),
    { numRuns: 60 },
  );
});

const row: Row = { 'te"xt': "a\0b", whole: 1, real: 0.1, flag: true };

test("a text with NUL, quotes and backslashes is compared as it is", async () => {
  for (const value of ["a\0b", "'; DROP TABLE sample; --", "a\\'", '"']) {
    await store([{ ...row, 'te"xt': value }]);
    for (const operator of ["=", "<="] as const)
      expect(await truths({ kind: "compare", column: 'te"xt', operator, value })).toEqual([true]);
  }
});

test("integers are compared exactly where doubles cannot tell them apart", async () => {
  await store([{ ...row, whole: 9_007_199_254_740_993n }]);
  const value = 9_007_199_254_740_992;
  const equal = { kind: "compare", column: "whole", operator: "=", value } as const;
  expect(await truths(equal)).toEqual([false]);
  await store([{ ...row, whole: 9_223_372_036_854_775_807n }]);
  expect(await truths({ ...equal, value: 2 ** 63 })).toEqual([false]);
  expect(await truths({ ...equal, operator: "<", value: 1e300 })).toEqual([true]);
});

test("a date, a missing column and a constant of another kind are unknown, never an error", async () => {
  await store([row]);
  for (const [column, value] of [
    ["day", "2026-01-31"],
    ["nowhere", 1],
    ["whole", "x"],
  ] as const)
    for (const kind of ["compare", "in"] as const) {
      const equal: RowExpression =
        kind === "compare"
          ? { kind, column, operator: "=", value }
          : { kind, column, values: [value], negated: false };
      expect(await truths(equal)).toEqual([null]);
      expect(await truths({ kind: "not", part: equal })).toEqual([null]);
    }
  expect(await truths({ kind: "is_null", column: "day", negated: true })).toEqual([true]);
  expect(await truths({ kind: "is_null", column: "nowhere", negated: false })).toEqual([null]);
});

test("kinds are those of Hive's and DuckDB's type names", () => {
  const types = ["VARCHAR", "string", "decimal(18,2)", "BIGINT", "boolean", "date", "INTEGER[]"];
  expect(types.map(columnKindOf)).toEqual([
    ...["text", "text", "number", "integer", "boolean", "other", "other"],
  ]);
});
