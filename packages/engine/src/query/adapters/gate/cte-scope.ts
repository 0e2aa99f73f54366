import { refusal } from "./gate-refusal.ts";
import type { Node } from "./parse-statement.ts";
import type { Family } from "./statement-shapes.ts";

/** Names of the WITH queries that can be read at a place, in lower case. */
export type Scope = ReadonlySet<string>;

interface InnerScopes {
  /** Scope of a field of the node. */
  of(field: string): Scope;
  /** Each WITH query of the node with the scope of its own text. */
  readonly ctes: readonly { readonly body: Node; readonly scope: Scope }[];
}

/**
 * Scopes inside a node. A WITH query sees those written before it, never itself or a later one, which the
 * engine would look up in the catalog; a recursive one sees itself on its recursive side alone.
 */
export function innerScopes(family: Family, node: Node, scope: Scope): InnerScopes {
  if (family !== "query") return { of: () => scope, ctes: [] };
  const ctes: { body: Node; scope: Scope }[] = [];
  let inner = scope;
  for (const entry of entriesOf(node)) {
    const name = cteName(entry.key);
    ctes.push({ body: entry, scope: without(inner, name) });
    inner = new Set([...inner, name]);
  }
  if (node.type !== "RECURSIVE_CTE_NODE") return { of: () => inner, ctes };
  const self = cteName(node.cte_name);
  const [anchor, recursive] = [without(inner, self), new Set([...inner, self])];
  return { of: (field) => (field === "right" ? recursive : anchor), ctes };
}

/** Letters A–Z fold and no others: the engine compares identifiers byte by byte otherwise. */
export function foldCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function without(scope: Scope, name: string): Scope {
  return new Set([...scope].filter((known) => known !== name));
}

function entriesOf(node: Node): readonly Node[] {
  const map = (node.cte_map as Node | undefined)?.map;
  if (!Array.isArray(map)) throw refusal("its WITH cannot be read", "write it as a subquery");
  return map as Node[];
}

/** Names that the engine would find elsewhere if the scope were ever understood otherwise: the catalog's, and files. */
const reserved = /^(duckdb_|pg_|pragma_|sqlite_|information_schema)|[./\\:*?]/;

function cteName(value: unknown): string {
  const name = foldCase(String(value));
  if (reserved.test(name))
    throw refusal(`a WITH query cannot be called "${name}"`, "give it another name");
  return name;
}
