import { conditionsOf } from "./conditions.ts";
import { parseRowExpression } from "./parse-row-expression.ts";
import { rowTokens } from "./row-token.ts";

/** Each column of a row expression, from left to right, with the UTF-16 unit where its name begins; nothing for what cannot be read. */
export function columnOffsets(
  text: string,
): readonly { readonly column: string; readonly offset: number }[] {
  const parsed = parseRowExpression(text);
  const tokens = rowTokens(text);
  if (!parsed.ok || "message" in tokens) return [];
  const rest = tokens.filter(({ kind }) => kind === "word" || kind === "quoted");
  return conditionsOf(parsed.expression).map(({ column }) => {
    const at = rest.findIndex((token) => token.text.toLowerCase() === column);
    const [token] = rest.splice(0, at + 1).slice(-1);
    return { column, offset: token?.offset ?? 0 };
  });
}
