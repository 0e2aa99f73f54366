import type { Node } from "../../../src/query/adapters/gate/parse-statement.ts";
import { type Parser, serializedTree } from "../../../src/query/adapters/gate/serialized-tree.ts";

/**
 * The same text with the schema written before each table that is named without one: published statements rely on a default schema, and
 * a role's statements have none. Nothing else is changed.
 */
export async function qualified(
  { connection }: Parser,
  sql: string,
  { schema, tables }: { readonly schema: string; readonly tables: ReadonlySet<string> },
): Promise<string> {
  const tree = JSON.parse(await serializedTree(connection, sql)) as Node;
  if (tree.error) throw new Error(`${tree.error_message}: ${sql}`);
  const places = [...new Set(namesOf(tree, tables))].sort((a, b) => b - a);
  return places.reduce((text, at) => `${text.slice(0, at)}${schema}.${text.slice(at)}`, sql);
}

function namesOf(value: unknown, tables: ReadonlySet<string>): readonly number[] {
  if (Array.isArray(value)) return value.flatMap((item) => namesOf(item, tables));
  if (typeof value !== "object" || value === null) return [];
  const node = value as Node;
  if (node.type === "BASE_TABLE" && tables.has(String(node.table_name)))
    return [Number(node.query_location)];
  return Object.values(node).flatMap((child) => namesOf(child, tables));
}
