import { NotFollowed } from "./not-followed.ts";
import { constant, joined, type Origin, type OutputColumn, unknownOrigin } from "./origin.ts";
import { type QueryContext, renamed } from "./query-context.ts";
import { relationsOf } from "./relations.ts";
import type { Scope } from "./scope.ts";
import { starColumns } from "./star.ts";
import {
  type Body,
  type Expression,
  expressionIn,
  listIn,
  nameIn,
  namesIn,
} from "./syntax-tree.ts";
import { valueOrigin } from "./trace-value.ts";

/** The output columns of a query. Throws `NotFollowed`. */
export function queryColumns(
  { kind, body }: Expression,
  context: QueryContext,
): readonly OutputColumn[] {
  const inside = { ...context, ctes: withCtes(body.with, context) };
  if (kind === "select") return selectColumns(body, inside);
  if (kind === "union" || kind === "intersect" || kind === "except")
    return setColumns(kind, body, inside);
  if (kind === "values") return valuesColumns(body, inside);
  const query = kind === "subquery" || kind === "paren" ? expressionIn(body.this) : undefined;
  if (!query) throw new NotFollowed(`"${kind}" is not a query whose columns can be followed`);
  return renamed(queryColumns(query, inside), namesIn(body.column_aliases));
}

function withCtes(value: unknown, context: QueryContext): QueryContext["ctes"] {
  const { ctes: before } = context;
  if (typeof value !== "object" || value === null) return before;
  const { ctes: written, recursive } = value as Body;
  const ctes = new Map(before);
  for (const each of listIn(written)) {
    const { alias, this: statement, columns } = each as Body;
    const [name, query] = [nameIn(alias) ?? "", expressionIn(statement)];
    if (!query) throw new NotFollowed(`WITH ${name} is not a query`);
    const inside = { ...context, ctes };
    const found = recursive
      ? recursiveColumns({ name, query, names: namesIn(columns) }, inside)
      : queryColumns(query, inside);
    ctes.set(name, renamed(found, namesIn(columns)));
  }
  return ctes;
}

interface RecursiveQuery {
  readonly name: string;
  readonly query: Expression;
  /** Of its columns. */
  readonly names: readonly string[];
}

/** The columns of a query that may read itself: those of its first part, joined with what it adds until nothing new is added. */
function recursiveColumns(
  { name, query, names }: RecursiveQuery,
  context: QueryContext,
): readonly OutputColumn[] {
  const first = query.kind === "union" ? expressionIn(query.body.left) : undefined;
  if (!first) return queryColumns(query, context);
  let known = renamed(queryColumns(first, context), names);
  for (;;) {
    const ctes = new Map(context.ctes).set(name, known);
    const next = renamed(queryColumns(query, { ...context, ctes }), names);
    if (JSON.stringify(next) === JSON.stringify(known)) return known;
    known = next;
  }
}

function setColumns(kind: string, body: Body, context: QueryContext): readonly OutputColumn[] {
  const [left, right] = [expressionIn(body.left), expressionIn(body.right)];
  if (!left || !right) throw new NotFollowed(`a side of ${kind} is not a query`);
  if (body.by_name || body.corresponding)
    throw new NotFollowed(`${kind} by name is not followed: list the columns in one order`);
  const columns = queryColumns(left, context);
  // Rows that EXCEPT removes show no values.
  if (kind === "except") return columns;
  const others = queryColumns(right, context);
  if (others.length !== columns.length)
    throw new NotFollowed(
      `the sides of ${kind} have ${columns.length} and ${others.length} columns`,
    );
  return columns.map(({ name, origin }, index) => ({
    name,
    origin: joined([origin, others[index]?.origin ?? constant]),
  }));
}

function valuesColumns(body: Body, context: QueryContext): readonly OutputColumn[] {
  const scope = { relations: [], aliases: [], outer: context.outer };
  const rows = listIn(body.expressions).map((row) =>
    listIn((row as Body).expressions).map((each) => originIn(each, scope, context)),
  );
  const names = namesIn(body.column_aliases);
  return (rows[0] ?? []).map((_, index) => ({
    name: names[index] ?? `col${index}`,
    origin: joined(rows.map((row) => row[index] ?? constant)),
  }));
}

function selectColumns(body: Body, context: QueryContext): readonly OutputColumn[] {
  const unsupported = ["lateral_views", "exclude", "connect", "kind"].find((key) =>
    isPresent(body[key]),
  );
  if (unsupported)
    throw new NotFollowed(`a SELECT with ${unsupported.replace("_", " ")} is not followed`);
  const relations = relationsOf(body, context, queryColumns);
  const columns: OutputColumn[] = [];
  for (const each of listIn(body.expressions)) {
    const scope = { relations, aliases: [...columns], outer: context.outer };
    const expression = expressionIn(each);
    if (expression?.kind === "star") {
      columns.push(
        ...starColumns(expression.body, relations, (value) => originIn(value, scope, context)),
      );
      continue;
    }
    columns.push({ name: outputName(expression), origin: originIn(each, scope, context) });
  }
  return columns;
}

function isPresent(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function outputName(expression: Expression | undefined): string {
  if (expression?.kind === "alias") return nameIn(expression.body.alias) ?? "";
  if (expression?.kind === "column") return nameIn(expression.body.name) ?? "";
  return "";
}

function originIn(value: unknown, scope: Scope, context: QueryContext): Origin {
  const expression = expressionIn(value);
  if (!expression) return unknownOrigin("an expression of it cannot be read");
  return valueOrigin(expression, scope, {
    valueOf: (query, at, use) => nestedValue(query, { ...context, outer: at }, use),
  });
}

/** The value of a nested query. EXISTS reveals as much as a comparison, so that every column it reads is a source. */
function nestedValue(query: Expression, context: QueryContext, use: "value" | "exists"): Origin {
  try {
    const columns = queryColumns(query, context).map(({ origin }) => origin);
    const { where_clause: where } = query.body;
    if (use === "value" || query.kind !== "select") return joined([constant, ...columns]);
    const scope = {
      relations: relationsOf(query.body, context, queryColumns),
      aliases: [],
      outer: context.outer,
    };
    return joined([constant, ...columns, ...(where ? [originIn({ where }, scope, context)] : [])]);
  } catch (error) {
    if (error instanceof NotFollowed) return unknownOrigin(error.message);
    throw error;
  }
}
