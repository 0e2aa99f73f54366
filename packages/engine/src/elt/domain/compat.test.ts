import { expect, test } from "vitest";
import { type CompiledModel, modelCompat } from "./compat.ts";

const model = (sql: string, parts: Partial<CompiledModel> = {}): CompiledModel => ({
  name: "m",
  isOwn: true,
  duckdb: sql,
  redshift: sql,
  refused: undefined,
  ...parts,
});

const verdict = (sql: string, parts: Partial<CompiledModel> = {}) =>
  modelCompat(model(sql, parts)).verdict;

test("one text for both engines is ok, whatever the databases are called", () => {
  expect(verdict("select 1")).toBe("ok");
  const redshift = 'select * from "gtm"."dv"."hub"';
  expect(verdict('select *  from "warehouse"."dv"."hub"', { redshift })).toBe("ok");
});

test("what macros write otherwise for each engine is rewritten", () => {
  expect(verdict("select strftime(a, '%Y')", { redshift: "select to_date(a, 'YYYY')" })).toBe(
    "rewritten",
  );
});

test.each([
  ["select concat(a, b) from t", "differs"],
  ["select cast(a as varchar(10)) from t", "differs"],
  ["select a / cast(b as decimal(18,2)) from t", "differs"],
  ["select to_char(d, 'YYYYMM') from t", "not_runnable"],
  ["select datediff(day, a, b) from t", "not_runnable"],
  ["select nvl2(a, 1, 2) from t", "not_runnable"],
  ["-- concat(a, b)\nselect a from t", "ok"],
])("%s: %s", (sql, expected) => {
  expect(verdict(sql)).toBe(expected);
});

test("a difference is named with what to write instead", () => {
  expect(modelCompat(model("select concat(a, b) from t")).reasons).toEqual([
    "concat() with NULL returns NULL on Redshift and skips NULL on DuckDB: use ||, or coalesce first",
  ]);
});

test("what does not compile, or what Redshift's parser refuses, cannot run there", () => {
  expect(verdict("select 1", { redshift: undefined })).toBe("not_runnable");
  expect(verdict("select 1", { refused: "line 1" })).toBe("not_runnable");
});

test("generated models are not searched: they are tested", () => {
  expect(verdict("select cast(a as varchar(64))", { isOwn: false })).toBe("ok");
});
