import type { RowConstant, RowExpression } from "@lakewright/config";

/** Words that would be read as syntax where a column is expected. */
const keywords = new Set([
  "and",
  "or",
  "not",
  "in",
  "is",
  "like",
  "between",
  "null",
  "true",
  "false",
]);

/** The expression as Lake Formation takes it; equal texts mean equal expressions. */
export function rowExpressionText(expression: RowExpression): string {
  switch (expression.kind) {
    case "and":
    case "or":
      return listText(expression.kind, expression.parts);
    case "not":
      return `NOT (${rowExpressionText(expression.part)})`;
    case "compare":
      return `${columnText(expression.column)} ${operatorText(expression.operator)} ${constantText(expression.value)}`;
    default:
      return `${columnText(expression.column)} ${predicateText(expression)}`;
  }
}

/** Single quotes around strings, doubled inside. */
export function constantText(value: RowConstant): string {
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  return String(value).toUpperCase();
}

type Predicate = Extract<RowExpression, { readonly negated: boolean }>;

function predicateText(expression: Predicate): string {
  const not = expression.negated ? "NOT " : "";
  switch (expression.kind) {
    case "between":
      return `${not}BETWEEN ${constantText(expression.low)} AND ${constantText(expression.high)}`;
    case "in":
      return `${not}IN (${expression.values.map(constantText).join(", ")})`;
    case "like":
      return `${not}LIKE ${constantText(expression.pattern)}`;
    case "is_null":
      return `IS ${not}NULL`;
  }
}

/** An empty list is the neutral element; the grammar has no constants, so that it cannot be written back. */
function listText(kind: "and" | "or", parts: readonly RowExpression[]): string {
  if (parts.length === 0) return kind === "and" ? "TRUE" : "FALSE";
  const texts = parts.map((part) => {
    const nested = (part.kind === "and" || part.kind === "or") && part.parts.length > 1;
    return nested && part.kind !== kind ? `(${rowExpressionText(part)})` : rowExpressionText(part);
  });
  return texts.join(` ${kind.toUpperCase()} `);
}

function operatorText(operator: string): string {
  return operator === "!=" ? "<>" : operator;
}

function columnText(column: string): string {
  const plain = /^[a-z_][a-z0-9_]*$/.test(column) && !keywords.has(column);
  return plain ? column : `"${column.replaceAll('"', '""')}"`;
}
