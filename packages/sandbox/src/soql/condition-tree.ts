import type {
  ConditionWithValueQuery,
  HavingClause,
  WhereClause,
} from "@jetstreamapp/soql-parser-js";
import { malformedQuery } from "./soql-error.ts";

type Leaf = Exclude<ConditionWithValueQuery, { field?: never; fn?: never }>;
type Token = "(" | ")" | "AND" | "OR" | "NOT" | { readonly leaf: Leaf };

/** Well below the depth at which DuckDB gives up. */
const MAX_DEPTH = 200;

/** Writes the parser's chain of conditions as one SQL expression, each condition by `render`. */
export function conditionSql(
  clause: WhereClause | HavingClause,
  render: (condition: Leaf) => string,
): string {
  const tokens = flatten(clause as WhereClause);
  let at = 0;
  let depth = 0;

  /** Terms joined by AND alone or by OR alone: SOQL demands parentheses where both appear. */
  function expression(): string {
    const terms = [term()];
    const joiner = tokens[at];
    while (tokens[at] === "AND" || tokens[at] === "OR") {
      if (tokens[at] !== joiner) throw malformedQuery(`unexpected token: '${tokens[at]}'`);
      at += 1;
      terms.push(term());
    }
    return terms.length === 1 ? `${terms[0]}` : `(${terms.join(` ${String(joiner)} `)})`;
  }

  function term(): string {
    const token = tokens[at++];
    if (token === "NOT") return nested(() => `(NOT ${term()})`);
    if (token === "(") return nested(parenthesized);
    if (typeof token === "object") return render(token.leaf);
    throw malformedQuery(`unexpected token: '${token ?? "<EOF>"}'`);
  }

  function nested(inside: () => string): string {
    depth += 1;
    if (depth > MAX_DEPTH) throw malformedQuery("the WHERE clause is nested too deeply");
    const sql = inside();
    depth -= 1;
    return sql;
  }

  function parenthesized(): string {
    const inside = expression();
    if (tokens[at++] !== ")") throw malformedQuery("expecting a right parentheses");
    return inside;
  }

  const sql = expression();
  if (at < tokens.length) throw malformedQuery(`unexpected token: '${String(tokens[at])}'`);
  return sql;
}

/** The chain as the tokens it was written with. */
function flatten(clause: WhereClause): Token[] {
  const tokens: Token[] = [];
  let node: WhereClause | undefined = clause;
  while (node) {
    tokens.push(...leftTokens(node));
    if (!("operator" in node)) break;
    tokens.push(node.operator);
    node = node.right;
  }
  return tokens;
}

function leftTokens({ left }: WhereClause): Token[] {
  if (left === null) return [];
  const open = times("(", left.openParen ?? 0);
  if (!("field" in left) && !("fn" in left)) return open;
  return [...open, { leaf: left as Leaf }, ...times(")", left.closeParen ?? 0)];
}

function times(token: "(" | ")", count: number): Token[] {
  return Array.from({ length: count }, () => token);
}
