import type { RowExpression } from "@lakewright/config";
import type { RowValue } from "./compare-values.ts";
import { evaluateColumn, type Truth } from "./evaluate-row.ts";

/** Which of the three truth values can still come out, as bits. */
export const truthBits = { true: 1, false: 2, unknown: 4 } as const;

const and = [
  [truthBits.true, truthBits.false, truthBits.unknown],
  [truthBits.false, truthBits.false, truthBits.false],
  [truthBits.unknown, truthBits.false, truthBits.unknown],
] as const;

/**
 * Truth values that the expression can take when each column has one of its values. Never too few; columns that
 * occur twice are taken as independent, so that there may be too many until every column has a single value.
 */
export function possibleTruths(
  expression: RowExpression,
  values: ReadonlyMap<string, readonly RowValue[]>,
): number {
  switch (expression.kind) {
    case "and":
      return allOf(expression.parts.map((part) => possibleTruths(part, values)));
    case "or":
      return not(allOf(expression.parts.map((part) => not(possibleTruths(part, values)))));
    case "not":
      return not(possibleTruths(expression.part, values));
    default: {
      const truths = (values.get(expression.column) ?? [undefined]).map((value) =>
        bitOf(evaluateColumn(expression, value)),
      );
      return truths.reduce((all, one) => all | one, 0);
    }
  }
}

function bitOf(truth: Truth): number {
  if (truth === null) return truthBits.unknown;
  return truth ? truthBits.true : truthBits.false;
}

function not(bits: number): number {
  const { true: yes, false: no, unknown } = truthBits;
  return (bits & yes ? no : 0) | (bits & no ? yes : 0) | (bits & unknown);
}

function allOf(parts: readonly number[]): number {
  return parts.reduce(both, truthBits.true);
}

function both(a: number, b: number): number {
  let result = 0;
  for (const [i, row] of and.entries())
    for (const [j, outcome] of row.entries()) if (a & (1 << i) && b & (1 << j)) result |= outcome;
  return result;
}
