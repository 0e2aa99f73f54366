import type { ColumnPredicate, RelationUse } from "../../domain/relation.ts";
import { type GateParser, type Node, parseStatement } from "../gate/parse-statement.ts";

/** The tables a statement names with the predicates that bind them; what is not one SELECT is refused with `sql_refused`. */
export async function relationsOfStatement(
  parser: GateParser,
  sql: string,
): Promise<readonly RelationUse[]> {
  return usesOf(await parseStatement(parser, sql));
}

/** The tables a parsed statement names with the predicates that bind them. */
export function usesOf(statement: Node): readonly RelationUse[] {
  const uses: RelationUse[] = [];
  collect(statement.node, { scope: new Set(), uses });
  return uses;
}

interface Walk {
  /** Names of WITH queries, in lower case. */
  readonly scope: ReadonlySet<string>;
  readonly uses: RelationUse[];
}

/** Walks every node; each query node brings its CTE names into scope for the nodes inside it. */
function collect(node: unknown, walk: Walk): void {
  if (Array.isArray(node)) {
    for (const item of node) collect(item, walk);
    return;
  }
  if (!isNode(node)) return;
  const inner = { ...walk, scope: withCtes(node, walk.scope) };
  if (node.type === "BASE_TABLE") addUse(node, [], walk);
  if (node.type === "SELECT_NODE") {
    // A sample is taken before the WHERE: of fewer rows it would be another one.
    const predicates = node.sample ? [] : conjuncts(node.where_clause);
    collectFrom(node.from_table, predicates, inner);
    for (const [key, value] of Object.entries(node))
      if (key !== "from_table") collect(value, inner);
    return;
  }
  for (const value of Object.values(node)) collect(value, inner);
}

/**
 * Tables joined in one FROM are bound by the WHERE beside it, since its comparisons refuse the nulls of outer joins too.
 * Not where a row's absence would change what is joined to another row. Everything else in the FROM is walked.
 */
function collectFrom(from: unknown, predicates: readonly BoundPredicate[], walk: Walk): void {
  if (!isNode(from)) return;
  if (from.type === "BASE_TABLE") addUse(from, predicates, walk);
  else if (from.type === "JOIN") {
    collectFrom(from.left, from.ref_type === "POSITIONAL" ? [] : predicates, walk);
    collectFrom(from.right, bindsRight(from) ? predicates : [], walk);
    collect([from.condition, from.using_columns], walk);
  } else collect(from, walk);
}

/** The right side of these joins is only looked up: the WHERE does not see it, or sees what was chosen from all of it. */
function bindsRight({ join_type, ref_type }: Node): boolean {
  const isLookup = join_type === "SEMI" || join_type === "ANTI";
  return !isLookup && ref_type !== "ASOF" && ref_type !== "POSITIONAL";
}

function withCtes(node: Node, scope: ReadonlySet<string>): ReadonlySet<string> {
  const map = isNode(node.cte_map) ? (node.cte_map.map as unknown) : undefined;
  const names = Array.isArray(map)
    ? map.map((entry) => String((entry as Node).key).toLowerCase())
    : [];
  if (typeof node.cte_name === "string") names.push(node.cte_name.toLowerCase());
  return names.length === 0 ? scope : new Set([...scope, ...names]);
}

function addUse(table: Node, predicates: readonly BoundPredicate[], { scope, uses }: Walk): void {
  const schema = String(table.schema_name ?? "").toLowerCase();
  const name = String(table.table_name ?? "").toLowerCase();
  if (schema === "" && scope.has(name)) return;
  const alias = String(table.alias ?? "").toLowerCase() || name;
  const own = keepsNamesAndRows(table)
    ? predicates.filter(
        (by) => [undefined, alias].includes(by.table) && [undefined, schema].includes(by.schema),
      )
    : [];
  uses.push({ schema, name, predicates: own.map(({ predicate }) => predicate) });
}

/** False for `t AS x(other, names)` and for a sample, which is taken before the WHERE. */
function keepsNamesAndRows({ column_name_alias, sample }: Node): boolean {
  return !sample && (column_name_alias as unknown[] | undefined)?.length === 0;
}

/** A predicate with the table and schema that its column was written with. */
interface BoundPredicate {
  readonly table: string | undefined;
  readonly schema: string | undefined;
  readonly predicate: ColumnPredicate;
}

/** Comparisons of a column with a text that every row of the result must meet. */
function conjuncts(where: unknown): readonly BoundPredicate[] {
  if (!isNode(where)) return [];
  if (where.type === "CONJUNCTION_AND") return (where.children as unknown[]).flatMap(conjuncts);
  if (where.type === "COMPARE_BETWEEN")
    return bound(where.input, constantOf(where.lower), constantOf(where.upper));
  if (where.type === "COMPARE_IN") {
    const [column, ...values] = where.children as unknown[];
    const texts = values.map(constantOf);
    if (texts.some((text) => text === undefined)) return [];
    const sorted = (texts as string[]).toSorted(byBytes);
    return bound(column, sorted[0], sorted.at(-1));
  }
  return compared(where);
}

/** As the engine orders texts; JavaScript compares UTF-16, which differs beyond the first plane. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

const mirrored: Readonly<Record<string, string>> = {
  COMPARE_EQUAL: "COMPARE_EQUAL",
  COMPARE_LESSTHAN: "COMPARE_GREATERTHAN",
  COMPARE_LESSTHANOREQUALTO: "COMPARE_GREATERTHANOREQUALTO",
  COMPARE_GREATERTHAN: "COMPARE_LESSTHAN",
  COMPARE_GREATERTHANOREQUALTO: "COMPARE_LESSTHANOREQUALTO",
};

function compared(where: Node): readonly BoundPredicate[] {
  const flipped = constantOf(where.left) !== undefined;
  const type = flipped ? mirrored[String(where.type)] : String(where.type);
  const column = flipped ? where.right : where.left;
  const text = constantOf(flipped ? where.left : where.right);
  if (type === "COMPARE_EQUAL") return bound(column, text, text);
  if (type?.startsWith("COMPARE_GREATERTHAN")) return bound(column, text, undefined);
  if (type?.startsWith("COMPARE_LESSTHAN")) return bound(column, undefined, text);
  return [];
}

function bound(
  column: unknown,
  from: string | undefined,
  to: string | undefined,
): BoundPredicate[] {
  if (!isNode(column) || column.type !== "COLUMN_REF" || (from === undefined && to === undefined))
    return [];
  const names = (column.column_names as string[]).map((name) => name.toLowerCase());
  const name = names.at(-1) ?? "";
  return [{ table: names.at(-2), schema: names.at(-3), predicate: { column: name, from, to } }];
}

function constantOf(node: unknown): string | undefined {
  if (!isNode(node) || node.type !== "VALUE_CONSTANT") return undefined;
  const value = node.value as Node;
  return value.is_null || typeof value.value !== "string" ? undefined : value.value;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
