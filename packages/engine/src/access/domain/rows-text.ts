import type { RowSet } from "./column-access.ts";
import { rowExpressionText } from "./row-expression-text.ts";

/** `all`, the expression's text, or null for no rows. */
export function rowsText(rows: RowSet): string | null {
  if (rows === undefined) return null;
  return rows === "all" ? "all" : rowExpressionText(rows);
}
