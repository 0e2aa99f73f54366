import type { ColumnKind } from "../../core/index.ts";
import type { RowValue } from "./compare-values.ts";
import { constantsOf, distinguishingTexts } from "./distinguishing-texts.ts";
import { type ColumnExpression, evaluateColumn } from "./evaluate-row.ts";

/**
 * Values of a column of which one behaves like any value there is, towards all the expressions: NULL, the constants,
 * and what lies between, below and above them. Undefined when there are too many kinds to distinguish.
 */
export function distinguishingValues(
  expressions: readonly ColumnExpression[],
  kind: ColumnKind | undefined,
): readonly RowValue[] | undefined {
  const constants = expressions.flatMap(constantsOf);
  const has = (type: string) => kind === undefined && constants.some((one) => typeof one === type);
  const numbers = constants.filter((one) => typeof one === "number");
  const values: RowValue[] = [];
  if (kind === "text" || has("string") || !(has("number") || has("boolean") || kind)) {
    const texts = distinguishingTexts(expressions);
    if (!texts) return undefined;
    values.push(...texts);
  }
  if (kind === "integer") values.push(...wholeNumbers(numbers));
  if (kind === "number" || has("number")) values.push(...realNumbers(numbers));
  if (kind === "boolean" || has("boolean")) values.push(false, true);
  if (kind === "other") values.push(new Date(0));
  return oneOfEachKind(expressions, [...values, null]);
}

function wholeNumbers(constants: readonly number[]): readonly number[] {
  if (constants.length === 0) return [0];
  const near = constants.flatMap((one) => [
    Math.floor(one) - 1,
    Math.floor(one),
    Math.ceil(one),
    Math.ceil(one) + 1,
  ]);
  // Beyond 2^53 one more or less is the same number, so that its neighbours are found as those of reals are.
  return [...near, ...realNumbers(constants).map(Math.floor)];
}

function realNumbers(constants: readonly number[]): readonly number[] {
  const sorted = [...new Set(constants)].sort((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) return [0];
  const middles = sorted.slice(1).map((one, i) => one / 2 + (sorted[i] ?? one) / 2);
  return [
    ...sorted,
    ...middles,
    min - Math.max(1, Math.abs(min)),
    max + Math.max(1, Math.abs(max)),
  ];
}

/** The first value of each pattern of truth; values that the expressions cannot distinguish are kept once. */
function oneOfEachKind(
  expressions: readonly ColumnExpression[],
  values: readonly RowValue[],
): readonly RowValue[] {
  const kinds = new Map<string, RowValue>();
  for (const value of values) {
    const pattern = expressions.map((one) => String(evaluateColumn(one, value))).join();
    if (!kinds.has(pattern)) kinds.set(pattern, value);
  }
  return [...kinds.values()];
}
