import type { RowConstant, RowExpression } from "@lakewright/config";
import { compareValues, type RowValue } from "./compare-values.ts";
import { isLike, likeSteps } from "./like-pattern.ts";

/** Values by column name; a column that is missing is unknown, also to IS NULL. */
export type Row = Readonly<Record<string, RowValue>>;

/** SQL's three truth values; null is unknown. */
export type Truth = boolean | null;

type Comparison = Extract<RowExpression, { readonly kind: "compare" }>["operator"];

/** Whether the expression holds for the row, by SQL's three-valued logic; only `true` makes a row visible. */
export function evaluateRow(expression: RowExpression, row: Row): Truth {
  switch (expression.kind) {
    case "and":
      return allOf(expression.parts.map((part) => evaluateRow(part, row)));
    case "or":
      return not(allOf(expression.parts.map((part) => not(evaluateRow(part, row)))));
    case "not":
      return not(evaluateRow(expression.part, row));
    default:
      return evaluateColumn(
        expression,
        Object.hasOwn(row, expression.column) ? row[expression.column] : undefined,
      );
  }
}

/** An expression about one column. */
export type ColumnExpression = Exclude<RowExpression, { readonly kind: "and" | "or" | "not" }>;

/** The same for one column's value. */
export function evaluateColumn(expression: ColumnExpression, value: RowValue): Truth {
  switch (expression.kind) {
    case "compare":
      return compared(value, expression.operator, expression.value);
    case "between":
      return negatedIf(
        expression.negated,
        allOf([compared(value, ">=", expression.low), compared(value, "<=", expression.high)]),
      );
    case "in": {
      const different = expression.values.map((one) => compared(value, "!=", one));
      return negatedIf(!expression.negated, allOf(different));
    }
    case "like":
      if (typeof value !== "string") return null;
      return isLike(value, likeSteps(expression.pattern)) !== expression.negated;
    case "is_null":
      return value === undefined ? null : (value === null) !== expression.negated;
  }
}

function compared(value: RowValue, operator: Comparison, constant: RowConstant): Truth {
  const order = compareValues(value, constant);
  return order === undefined ? null : holds[operator](order);
}

const holds: Readonly<Record<Comparison, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function negatedIf(negated: boolean, truth: Truth): Truth {
  return negated ? not(truth) : truth;
}

function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}
