import type { RowExpression } from "@lakewright/config";
import { rowExpressionText } from "./row-expression-text.ts";

/**
 * The same rows in fewer words: nested lists of one kind are flattened and ordered by text, repeated parts and
 * parts that a wider one swallows are dropped, double NOT disappears. Equal for every row, NULLs included.
 */
export function simplifyRowExpression(expression: RowExpression): RowExpression {
  if (expression.kind === "not") return negated(simplifyRowExpression(expression.part));
  if (expression.kind === "in") return { ...expression, values: distinctValues(expression.values) };
  if (expression.kind !== "and" && expression.kind !== "or") return expression;
  return joined(expression.kind, expression.parts.map(simplifyRowExpression));
}

/** OR of expressions; `all` swallows the others, undefined for none. */
export function anyOf(rows: readonly (RowExpression | "all")[]): RowExpression | "all" | undefined {
  const parts = rows.filter((one) => one !== "all");
  if (parts.length < rows.length) return "all";
  return parts.length === 0 ? undefined : simplifyRowExpression({ kind: "or", parts });
}

function negated(part: RowExpression): RowExpression {
  return part.kind === "not" ? part.part : { kind: "not", part };
}

function distinctValues<Value extends string | number | boolean>(
  values: readonly Value[],
): readonly Value[] {
  return [...new Set(values)].sort((a, b) => (String(a) < String(b) ? -1 : 1));
}

function joined(kind: "and" | "or", parts: readonly RowExpression[]): RowExpression {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const byText = new Map(flat.map((part) => [rowExpressionText(part), part]));
  const kept = [...byText].filter(([, part]) => !isSwallowed(part, kind, byText));
  const ordered = kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  const [only] = ordered;
  return only && ordered.length === 1 ? only : { kind, parts: ordered };
}

/** `a OR (a AND b)` is `a`, and so the other way round. */
function isSwallowed(
  part: RowExpression,
  kind: "and" | "or",
  siblings: ReadonlyMap<string, RowExpression>,
): boolean {
  if ((part.kind !== "and" && part.kind !== "or") || part.kind === kind) return false;
  const text = rowExpressionText(part);
  return part.parts.some((inner) => {
    const innerText = rowExpressionText(inner);
    return innerText !== text && siblings.has(innerText);
  });
}
