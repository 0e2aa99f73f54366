import { expect, test } from "vitest";
import { maxRowExpressionLength, parseRowExpression } from "./parse-row-expression.ts";

function read(text: string) {
  const result = parseRowExpression(text);
  if (!result.ok) throw new Error(`${result.offset}: ${result.message}`);
  return result.expression;
}

const equals = (column: string, value: string | number | boolean) => ({
  kind: "compare",
  column,
  operator: "=",
  value,
});

test.each([
  ["billingcountry = 'Germany'", equals("billingcountry", "Germany")],
  ["BillingCountry='Germany'", equals("billingcountry", "Germany")],
  ["name = 'O''Neill'", equals("name", "O'Neill")],
  ["name = ''", equals("name", "")],
  ["units = -12.5", equals("units", -12.5)],
  ["units = .5", equals("units", 0.5)],
  ["units = 1e3", equals("units", 1000)],
  ["isactive = TRUE", equals("isactive", true)],
  ["isactive = false", equals("isactive", false)],
  ["\"Date\" = '2024-01-01'", equals("date", "2024-01-01")],
  ["a <> 1", { ...equals("a", 1), operator: "!=" }],
  ["a != 1", { ...equals("a", 1), operator: "!=" }],
  ["a<=1", { ...equals("a", 1), operator: "<=" }],
  ["a between 1 and 2", { kind: "between", column: "a", low: 1, high: 2, negated: false }],
  [
    "a NOT BETWEEN 'x' AND 'y'",
    { kind: "between", column: "a", low: "x", high: "y", negated: true },
  ],
  ["a in ('x', 'y')", { kind: "in", column: "a", values: ["x", "y"], negated: false }],
  ["a not in (1)", { kind: "in", column: "a", values: [1], negated: true }],
  ["a LIKE 'x%'", { kind: "like", column: "a", pattern: "x%", negated: false }],
  ["a NOT LIKE '_'", { kind: "like", column: "a", pattern: "_", negated: true }],
  ["a is null", { kind: "is_null", column: "a", negated: false }],
  ["a IS NOT NULL", { kind: "is_null", column: "a", negated: true }],
])("reads %s", (text, expression) => {
  expect(read(text)).toEqual(expression);
});

test("AND binds more than OR, NOT more than both, parentheses most", () => {
  const [a, b, c] = ["a", "b", "c"].map((column) => equals(column, 1));
  expect(read("a = 1 OR b = 1 AND c = 1")).toEqual({
    kind: "or",
    parts: [a, { kind: "and", parts: [b, c] }],
  });
  expect(read("(a = 1 or b = 1) and c = 1")).toEqual({
    kind: "and",
    parts: [{ kind: "or", parts: [a, b] }, c],
  });
  expect(read("NOT a = 1 AND b = 1 AND c = 1")).toEqual({
    kind: "and",
    parts: [{ kind: "not", part: a }, b, c],
  });
  expect(read("not (a = 1 or b = 1)")).toEqual({
    kind: "not",
    part: { kind: "or", parts: [a, b] },
  });
});

test.each([
  ["", 0, "the row expression is empty"],
  ["   ", 3, "the row expression is empty"],
  ["lower(a) = 'x'", 0, "functions are not allowed"],
  ["a = lower('x')", 4, "functions are not allowed"],
  ["a = current_date()", 4, "dates cannot be filtered"],
  ["a = b", 4, "two columns cannot be compared; text goes in single quotes"],
  ['a = "b"', 4, "text goes in single quotes; double quotes name a column"],
  ["'x' = a", 0, "the column comes first: column = constant"],
  ["1 = 1", 0, "the column comes first"],
  ["true", 0, "a condition compares a column"],
  ["a", 1, "a comparison must follow a"],
  ["a = 1 b = 2", 6, "AND or OR is missing before this"],
  ["a = 1 AND", 9, "a column is missing here"],
  ["a = 1)", 5, "this ) has no matching ("],
  ["(a = 1", 6, ") is missing"],
  ["a == 1", 2, "write = to compare"],
  ["a = 'x", 4, "a text starts here and does not end"],
  ['"a = 1', 0, "a quoted name starts here and does not end"],
  ["a = 1 -- all", 6, "comments are not allowed"],
  ["a = 1--1", 5, "comments are not allowed"],
  ["a = 1 /* x */", 6, "comments are not allowed"],
  ["a = 1; b = 2", 5, "a row expression is one condition"],
  ["a = 1 + 1", 6, "calculations are not allowed"],
  ["a * 2 = 1", 2, "calculations are not allowed"],
  ["a = 'x' || 'y'", 8, "calculations are not allowed"],
  ["a = NULL", 4, "nothing equals NULL"],
  ["a IS TRUE", 5, "IS must be followed by NULL or NOT NULL"],
  ["a IN ()", 6, "a constant is missing"],
  ["a IN (1, 'x')", 5, "the constants must be of one type"],
  ["a IN (SELECT b FROM c)", 6, "queries are not allowed"],
  ["a = (SELECT 1)", 4, "a constant is missing: queries"],
  ["EXISTS (SELECT 1)", 0, "queries are not allowed"],
  ["(SELECT a) = 1", 1, "queries are not allowed"],
  ["a IN 'x'", 5, "IN needs a list"],
  ["a IN ('x' 'y')", 10, "a comma or ) is missing"],
  ["a BETWEEN 1 OR 2", 12, "BETWEEN needs AND"],
  ["a BETWEEN 1 AND 'x'", 10, "the constants must be of one type"],
  ["a BETWEEN true AND false", 10, "BETWEEN does not work on booleans"],
  ["a LIKE 1", 7, "LIKE needs a text"],
  ["a LIKE 'x!%' ESCAPE '!'", 13, "LIKE works without ESCAPE"],
  ["a = date '2024-01-01'", 4, "dates cannot be filtered"],
  ["a = TIMESTAMP '2024-01-01 00:00:00'", 4, "dates cannot be filtered"],
  ["a > current_date", 4, "dates cannot be filtered"],
  ["a > now()", 4, "dates cannot be filtered"],
  ["a IN (to_date('2024-01-01'))", 6, "dates cannot be filtered"],
  ["a = decimal '1.5'", 4, "DECIMAL before a text is not supported: a constant is a text in"],
  ["address.city = 'x'", 7, "nested fields are not supported yet"],
  ["from = 1", 0, "from is a keyword"],
  ["a = 1x", 4, "this is neither a number nor a name"],
  ["a = 12345678901234567", 4, "numbers have at most 15 digits"],
  ["a = 1e400", 4, "numbers have at most 15 digits"],
  ["a = @b", 4, '"@" is not allowed in a row expression'],
  ["größe = 1", 2, '"ö" is not allowed in a row expression'],
  ["a = 1 AND NOT", 13, "a column is missing here"],
])("refuses %s at character %i", (text, offset, message) => {
  expect(parseRowExpression(text)).toEqual({
    ok: false,
    offset,
    message: expect.stringContaining(message),
  });
});

test("takes 2047 characters and not one more", () => {
  const atLimit = `a = '${"x".repeat(maxRowExpressionLength - 6)}'`;
  expect(atLimit).toHaveLength(2047);
  expect(parseRowExpression(atLimit).ok).toBe(true);
  expect(parseRowExpression(`${atLimit} `)).toMatchObject({ ok: false, offset: 2047 });
});

test("nesting ends in a refusal, not in a full stack", () => {
  const deep = (depth: number) => `${"(".repeat(depth)}a = 1${")".repeat(depth)}`;
  expect(parseRowExpression(deep(50)).ok).toBe(true);
  expect(parseRowExpression(deep(1000))).toMatchObject({ ok: false, offset: 51 });
  expect(parseRowExpression(`${"NOT ".repeat(500)}a = 1`)).toMatchObject({ ok: false });
});

test("text that only looks like an end of quotes stays inside them", () => {
  const attack = "x'' OR ''1''=''1";
  expect(read(`a = '${attack}'`)).toEqual(equals("a", "x' OR '1'='1"));
  expect(read("a = '-- /* ; lower('")).toEqual(equals("a", "-- /* ; lower("));
});
