import type { RowExpression } from "@lakewright/config";

/** Columns that a row expression asks about, each once, in order. */
export function columnsOfRows(expression: RowExpression): readonly string[] {
  return [...new Set(mentions(expression))];
}

function mentions(expression: RowExpression): readonly string[] {
  switch (expression.kind) {
    case "and":
    case "or":
      return expression.parts.flatMap(mentions);
    case "not":
      return mentions(expression.part);
    default:
      return [expression.column];
  }
}
