import { type OutputColumn, unknownOrigin } from "./origin.ts";
import { type FollowQuery, type QueryContext, renamed } from "./query-context.ts";
import type { ScopeRelation } from "./scope.ts";
import { type Body, expressionIn, listIn, nameIn, namesIn } from "./syntax-tree.ts";

interface FromClause {
  readonly context: QueryContext;
  readonly follow: FollowQuery;
}

/** The relations of FROM and JOIN, in order. A subquery may name relations before it. */
export function relationsOf(
  body: Body,
  context: QueryContext,
  follow: FollowQuery,
): readonly ScopeRelation[] {
  const from = (body.from as Body | null | undefined)?.expressions;
  const found: ScopeRelation[] = [];
  const clause = { context, follow };
  for (const each of listIn(from)) found.push(...relationsFrom(each, found, clause));
  addJoins(body.joins, found, clause);
  return found;
}

function addJoins(joins: unknown, found: ScopeRelation[], clause: FromClause): void {
  for (const each of listIn(joins)) {
    const join = each as Body;
    const added =
      listIn(join.pivots).length > 0
        ? [opaque("", "PIVOT is not followed")]
        : relationsFrom(join.this, found, clause);
    found.push(...added.map((relation) => ({ ...relation, using: namesIn(join.using) })));
  }
}

function relationsFrom(
  value: unknown,
  before: readonly ScopeRelation[],
  clause: FromClause,
): ScopeRelation[] {
  const { context, follow } = clause;
  const item = expressionIn(value);
  if (!item) return [opaque("", "a part of FROM cannot be read")];
  const { kind, body } = item;
  if (kind === "table") return [tableRelation(body, context)];
  if (kind === "joined_table") {
    const found = relationsFrom(body.left, before, clause);
    addJoins(body.joins, found, clause);
    return found;
  }
  if (kind === "paren") return relationsFrom(body.this, before, clause);
  const alias = nameIn(body.alias) ?? "";
  const inner = expressionIn(body.this);
  if (kind === "subquery" && inner?.kind === "joined_table" && alias === "")
    return relationsFrom(body.this, before, clause);
  if (kind === "subquery" && (inner?.kind === "pivot" || inner?.kind === "unpivot"))
    return [opaque(alias, "PIVOT and UNPIVOT are not followed")];
  if (kind === "subquery" || kind === "values") {
    const outer = { relations: before, aliases: [], outer: context.outer };
    return [{ alias, columns: follow(item, { ...context, outer }), other: undefined }];
  }
  const what = inner ?? item;
  const name = what.kind === "function" ? nameIn(what.body.name) : what.kind;
  return [opaque(alias, `"${name}" in FROM is not followed`)];
}

function tableRelation(body: Body, { ctes, columnsOf }: QueryContext): ScopeRelation {
  const [schema, name] = [nameIn(body.schema), nameIn(body.name) ?? ""];
  const alias = nameIn(body.alias) ?? name;
  const names = namesIn(body.column_aliases);
  const cte = schema === undefined ? ctes.get(name) : undefined;
  if (cte) return { alias, columns: renamed(cte, names), other: undefined };
  const relation = schema === undefined ? name : `${schema}.${name}`;
  const originOf = (column: string) => ({
    sources: [{ relation, column, through: [] }],
    unknown: undefined,
  });
  const columns = columnsOf(relation)?.map(
    (column): OutputColumn => ({ name: column, origin: originOf(column) }),
  );
  if (columns) return { alias, columns: renamed(columns, names), other: undefined };
  if (names.length > 0)
    return opaque(alias, `the columns of ${relation} are renamed and not known`);
  return { alias, columns: undefined, other: originOf };
}

function opaque(alias: string, reason: string): ScopeRelation {
  return { alias, columns: undefined, other: () => unknownOrigin(reason) };
}
