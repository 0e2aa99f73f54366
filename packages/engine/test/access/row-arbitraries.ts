import type { RowConstant, RowExpression } from "@lakewright/config";
import fc from "fast-check";
import type { Row } from "../../src/access/domain/evaluate-row.ts";
import type { ColumnKind } from "../../src/core/domain/logical-type.ts";

/** Columns that random expressions and rows speak of; the text column's name needs quoting. */
export const randomColumns: Readonly<Record<string, ColumnKind>> = {
  'te"xt': "text",
  whole: "integer",
  real: "number",
  flag: "boolean",
};

const texts = [
  "",
  "a",
  "A",
  "ab",
  "b%",
  "a_b",
  "it's",
  '"',
  "\\",
  "é",
  "日本",
  "😀",
  "\uffee",
  "%",
];
const wholes = [-1, 0, 1, 2, 7, 9_007_199_254_740_991];
const reals = [-1.5, 0, 0.1, 0.5, 2, 1e21];

const text = fc.oneof(fc.constantFrom(...texts), fc.string({ maxLength: 4, unit: "binary" }));
const constantOf: Readonly<Record<string, fc.Arbitrary<RowConstant>>> = {
  'te"xt': text,
  whole: fc.constantFrom(...wholes),
  real: fc.oneof(fc.constantFrom(...reals), fc.double({ noNaN: true, noDefaultInfinity: true })),
  flag: fc.boolean(),
};

const nullable = (name: string) => fc.option(constantOf[name] ?? text, { nil: null });

export const randomRow: fc.Arbitrary<Row> = fc.record({
  'te"xt': nullable('te"xt'),
  whole: nullable("whole"),
  real: nullable("real"),
  flag: nullable("flag"),
});

/** Mostly a constant of the column's own kind. */
const constantFor = (column: string) =>
  fc.oneof(
    { weight: 8, arbitrary: constantOf[column] ?? text },
    { weight: 1, arbitrary: fc.oneof(text, fc.constantFrom(...wholes, ...reals), fc.boolean()) },
  );

const pattern = fc
  .array(fc.constantFrom("%", "_", "\\", "a", "b", "A", "é", "😀", "'", "日"), { maxLength: 5 })
  .map((steps) => steps.join(""));

const onColumn = fc.constantFrom(...Object.keys(randomColumns)).chain((column) => {
  const is = fc.constant(column);
  const constant = constantFor(column);
  const negated = fc.boolean();
  const operator = fc.constantFrom("=", "!=", "<", "<=", ">", ">=" as const);
  const kind = <Kind extends string>(name: Kind) => fc.constant(name);
  return fc.oneof<fc.Arbitrary<RowExpression>[]>(
    fc.record({ kind: kind("compare"), column: is, operator, value: constant }),
    fc.record({ kind: kind("between"), column: is, low: constant, high: constant, negated }),
    fc.record({
      kind: kind("in"),
      column: is,
      values: fc.array(constant, { minLength: 1, maxLength: 3 }),
      negated,
    }),
    fc.record({ kind: kind("like"), column: is, pattern, negated }),
    fc.record({ kind: kind("is_null"), column: is, negated }),
  );
});

export const randomExpression: fc.Arbitrary<RowExpression> = fc.letrec<{ any: RowExpression }>(
  (tie) => ({
    any: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 3, arbitrary: onColumn },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constantFrom("and", "or" as const),
          parts: fc.array(tie("any"), { minLength: 1, maxLength: 3 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("not" as const), part: tie("any") }) },
    ),
  }),
).any;
