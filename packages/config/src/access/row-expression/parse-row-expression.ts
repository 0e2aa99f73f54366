import type { RowExpression } from "../types.ts";
import { readPredicate } from "./row-predicate.ts";
import { type RowFault, rowTokens } from "./row-token.ts";
import { RowFaultError, refuse, type TokenReader, tokenReader } from "./token-reader.ts";

/** Lake Formation's limit: fewer than 2,048 characters. */
export const maxRowExpressionLength = 2047;
const maxDepth = 50;

export type RowExpressionResult =
  | { readonly ok: true; readonly expression: RowExpression }
  | ({ readonly ok: false } & RowFault);

/**
 * Reads a row expression as Lake Formation allows it: comparisons of a column with constants, AND, OR,
 * NOT and parentheses. Column names come out in lower case, `<>` as `!=`. A refusal names the
 * character, counted from 0 in UTF-16 units, and says what to write instead. Never throws.
 */
export function parseRowExpression(text: string): RowExpressionResult {
  if (text.length > maxRowExpressionLength) {
    const message = `a row expression has at most ${maxRowExpressionLength} characters, this one has ${text.length}`;
    return { ok: false, offset: maxRowExpressionLength, message };
  }
  const tokens = rowTokens(text);
  if ("message" in tokens) return { ok: false, ...tokens };
  try {
    return { ok: true, expression: readWhole(tokenReader(tokens)) };
  } catch (error) {
    if (error instanceof RowFaultError) return { ok: false, ...error.fault };
    throw error;
  }
}

function readWhole(reader: TokenReader): RowExpression {
  if (reader.peek().kind === "end") refuse(reader.peek(), "the row expression is empty");
  const expression = readOr(reader, 0);
  const rest = reader.peek();
  if (rest.text === ")") refuse(rest, "this ) has no matching (");
  return rest.kind === "end" ? expression : refuse(rest, "AND or OR is missing before this");
}

function readOr(reader: TokenReader, depth: number): RowExpression {
  return readJoined("or", reader, () => readAnd(reader, depth));
}

function readAnd(reader: TokenReader, depth: number): RowExpression {
  return readJoined("and", reader, () => readNot(reader, depth));
}

function readJoined(
  kind: "and" | "or",
  reader: TokenReader,
  readPart: () => RowExpression,
): RowExpression {
  const first = readPart();
  const parts = [first];
  while (reader.take(kind.toUpperCase())) parts.push(readPart());
  return parts.length === 1 ? first : { kind, parts };
}

function readNot(reader: TokenReader, depth: number): RowExpression {
  if (depth > maxDepth) refuse(reader.peek(), `nested more than ${maxDepth} levels deep`);
  if (reader.take("NOT")) return { kind: "not", part: readNot(reader, depth + 1) };
  if (!reader.take("(")) return readPredicate(reader);
  if (reader.isNext("SELECT")) refuse(reader.peek(), "queries are not allowed in a row expression");
  const inside = readOr(reader, depth + 1);
  reader.need(")", ") is missing");
  return inside;
}
