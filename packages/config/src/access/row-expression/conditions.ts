import type { RowExpression } from "../types.ts";

/** A comparison, without AND, OR and NOT around it. */
export type RowCondition = Extract<RowExpression, { readonly column: string }>;

/** Every comparison of an expression, from left to right. */
export function conditionsOf(expression: RowExpression): readonly RowCondition[] {
  if ("part" in expression) return conditionsOf(expression.part);
  if ("parts" in expression) return expression.parts.flatMap(conditionsOf);
  return [expression];
}
