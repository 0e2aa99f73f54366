import { foldCase } from "../gate/cte-scope.ts";
import type { Node } from "../gate/parse-statement.ts";

/**
 * Every name that can mean a column in a parsed statement, in lower case. Undefined = any column counts: it asks for a star, for a
 * whole row, for a place in the row, or for what is left beside the named ones.
 */
export function namedColumns(statement: Node): ReadonlySet<string> | undefined {
  const walk: Walk = { columns: new Set(), lastParts: new Set(), relations: new Set() };
  if (!visit(statement, walk)) return undefined;
  const namesRow = [...walk.lastParts].some((name) => walk.relations.has(name));
  return namesRow ? undefined : walk.columns;
}

interface Walk {
  readonly columns: Set<string>;
  /** What a reference ends with: a table's name there is its whole row. */
  readonly lastParts: Set<string>;
  readonly relations: Set<string>;
}

/** False where no list of names says what is read. */
function visit(value: unknown, walk: Walk): boolean {
  if (Array.isArray(value)) return value.every((item) => visit(item, walk));
  if (typeof value !== "object" || value === null) return true;
  const node = value as Node;
  if (node.class === "STAR" || node.class === "POSITIONAL_REFERENCE") return false;
  if (node.type === "PIVOT" || node.ref_type === "NATURAL") return false;
  if (node.type === "BASE_TABLE" && textsOf(node.column_name_alias).length > 0) return false;
  if (node.type === "BASE_TABLE")
    for (const name of [node.alias, node.table_name]) walk.relations.add(foldCase(String(name)));
  const names = textsOf(node.column_names);
  for (const name of [...names, ...textsOf(node.using_columns)]) walk.columns.add(name);
  const last = names.at(-1);
  if (last !== undefined) walk.lastParts.add(last);
  return Object.values(node).every((child) => visit(child, walk));
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((text) => foldCase(String(text))) : [];
}

/** Rows that are enough for `SELECT columns FROM table LIMIT n OFFSET m`, whichever they are; undefined for any other statement. */
export function rowsEnough(statement: Node): number | undefined {
  const node = statement.node as Node;
  const from = node.from_table as Node | undefined;
  const list = (node.select_list ?? []) as readonly Node[];
  const [limit, ...others] = (node.modifiers ?? []) as readonly Node[];
  const isPlain =
    node.type === "SELECT_NODE" &&
    from?.type === "BASE_TABLE" &&
    [node.where_clause, node.having, node.qualify, node.sample, from.sample].every(isNothing) &&
    [node.group_expressions, node.group_sets].every(isNothing) &&
    node.aggregate_handling === "STANDARD_HANDLING" &&
    isNothing((node.cte_map as Node | undefined)?.map) &&
    list.every(
      (item) =>
        item.class === "COLUMN_REF" || (item.class === "STAR" && isNothing(item.replace_list)),
    );
  if (!isPlain || others.length > 0 || limit?.type !== "LIMIT_MODIFIER") return undefined;
  const [count, skipped] = [
    constantOf(limit.limit),
    isNothing(limit.offset) ? 0 : constantOf(limit.offset),
  ];
  return count === undefined || skipped === undefined ? undefined : count + skipped;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function constantOf(expression: unknown): number | undefined {
  const value = ((expression as Node | null)?.value as Node | undefined)?.value;
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
