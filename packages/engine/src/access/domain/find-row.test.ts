import type { RowExpression } from "@lakewright/config";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  randomColumns,
  randomExpression,
  randomRow,
} from "../../../test/access/row-arbitraries.ts";
import { evaluateRow } from "./evaluate-row.ts";
import { findRow } from "./find-row.ts";
import { rowExpressionText } from "./row-expression-text.ts";
import { simplifyRowExpression } from "./simplify-row-expression.ts";

const kindOf = (column: string) => randomColumns[column];
const like = (pattern: string): RowExpression => ({
  kind: "like",
  column: "name",
  pattern,
  negated: false,
});
const and = (...parts: RowExpression[]): RowExpression => ({ kind: "and", parts });
const not = (part: RowExpression): RowExpression => ({ kind: "not", part });

test("a found row is inside and not outside, and where none is found no random row is either", () => {
  fc.assert(
    fc.property(
      randomExpression,
      randomExpression,
      fc.array(randomRow, { minLength: 20, maxLength: 20 }),
      (inside, outside, rows) => {
        const found = findRow(inside, outside, kindOf);
        const differs = (row: (typeof rows)[number]) =>
          evaluateRow(inside, row) === true && evaluateRow(outside, row) !== true;
        if (found.kind === "row")
          expect(
            differs({ 'te"xt': null, whole: null, real: null, flag: null, ...found.row }),
          ).toBe(true);
        if (found.kind === "none") expect(rows.filter(differs)).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});

test("simplifying changes the truth of no row", () => {
  fc.assert(
    fc.property(randomExpression, randomRow, (expression, row) => {
      expect(evaluateRow(simplifyRowExpression(expression), row)).toBe(
        evaluateRow(expression, row),
      );
    }),
    { numRuns: 300 },
  );
});

test("an expression and its parts in another order have one text", () => {
  const [a, b] = [like("a%"), like("b%")];
  const texts = [
    { kind: "or" as const, parts: [a, b, a] },
    { kind: "or" as const, parts: [b, a] },
  ];
  const [first, second] = texts.map((one) => rowExpressionText(simplifyRowExpression(one)));
  expect(first).toBe("name LIKE 'a%' OR name LIKE 'b%'");
  expect(second).toBe(first);
  expect(simplifyRowExpression({ kind: "or", parts: [a, and(a, b)] })).toEqual(a);
});

test("several patterns at once are solved exactly", () => {
  const found = findRow(and(like("%ab%"), like("_c%")), like("%a"), () => "text");
  expect(found).toEqual({ kind: "row", row: { name: "acab" } });
  expect(findRow(like("ab%"), like("a%"), () => "text")).toEqual({ kind: "none" });
  expect(findRow(and(like("a%"), not(like("_%"))), undefined, () => "text").kind).toBe("none");
});

test("between neighbouring whole numbers there is nothing, between reals there is", () => {
  const compare = (operator: "<" | ">", value: number): RowExpression => {
    return { kind: "compare", column: "size", operator, value };
  };
  const gap = and(compare(">", 1), compare("<", 2));
  expect(findRow(gap, undefined, () => "integer")).toEqual({ kind: "none" });
  expect(findRow(gap, undefined, () => "number")).toEqual({ kind: "row", row: { size: 1.5 } });
});

test.each(["integer", "number"] as const)(
  "an %s constant of any size has values beside it",
  (kind) => {
    const compare = (operator: "<" | ">" | "=", value: number): RowExpression => {
      return { kind: "compare", column: "size", operator, value };
    };
    const isFound = (...parts: RowExpression[]) =>
      findRow(and(...parts), undefined, () => kind).kind;
    for (const value of [1e21, -1e21, 2 ** 53, 1e308]) {
      expect(isFound(compare("<", value))).toBe("row");
      expect(isFound(compare(">", value))).toBe("row");
      expect(
        isFound(compare(">", value), compare("<", value * 1.5), not(compare("=", value))),
      ).toBe(value < 0 ? "none" : "row");
    }
  },
);

test("NULL is a witness where only NULL tells two expressions apart", () => {
  const isDe: RowExpression = { kind: "compare", column: "country", operator: "=", value: "DE" };
  const found = findRow("all", { kind: "or", parts: [isDe, not(isDe)] }, () => "text");
  expect(found).toEqual({ kind: "row", row: { country: null } });
});

test("what is too large to decide is said to be undecided", () => {
  const patterns = Array.from({ length: 12 }, (_, i) =>
    like(`%${"ab".repeat(i)}_${"ba".repeat(i)}%`),
  );
  expect(findRow(and(...patterns), and(...patterns.map(not)), () => "text").kind).toBe("undecided");
});
