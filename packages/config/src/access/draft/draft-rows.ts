import { below } from "../../source/place.ts";
import { parseRowExpression } from "../row-expression/parse-row-expression.ts";
import type { RowExpression } from "../types.ts";
import type { AccessEntry, AccessReader } from "./access-reader.ts";

export interface RowsDraft {
  readonly rows: RowExpression | "all";
  readonly text: string;
}

/** The key `rows`: `all`, or an expression. Undefined (and a fault) when it is neither. */
export function draftRows(
  { raw, place }: AccessEntry,
  { faults }: AccessReader,
): RowsDraft | undefined {
  const text = String(raw.rows);
  if (text.trim().toLowerCase() === "all") return { rows: "all", text };
  const result = parseRowExpression(text);
  if (result.ok) return { rows: result.expression, text: text.trim() };
  const at = { ...below(place, "rows"), aim: { character: result.offset } };
  faults.push({ code: "LW1617", place: at, message: result.message });
  return undefined;
}
