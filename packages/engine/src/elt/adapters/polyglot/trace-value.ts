import { constant, joined, type Origin, passed, unknownOrigin } from "./origin.ts";
import { columnOrigin, type Scope } from "./scope.ts";
import { type Body, type Expression, expressionIn, listIn, nameIn } from "./syntax-tree.ts";

/** Traces queries that an expression contains. */
export interface Queries {
  /** The origin of a scalar query; of EXISTS, of everything it reads. */
  readonly valueOf: (query: Expression, scope: Scope, use: "value" | "exists") => Origin;
}

const queryKinds = new Set(["select", "union", "intersect", "except", "subquery", "values"]);

/** Kinds that are the same value under another name. */
const transparent = new Set([
  "paren",
  "alias",
  "annotated",
  "this",
  "where",
  "within_group",
  "window_function",
]);

/** Kinds without anything inside that are values of their own. A kind that is not here might be a column in disguise. */
const leaves = new Set([
  ..."literal boolean null data_type interval row_number rank dense_rank percent_rank cume_dist n_tile".split(
    " ",
  ),
  ..."random rand pi uuid current_date current_time current_timestamp current_user localtimestamp".split(
    " ",
  ),
]);

/** Parts that the value does not come from: by what windows are made. WITHIN GROUP is none: of mode() and percentiles its order is the value. */
const unseen: Readonly<Record<string, readonly string[]>> = {
  window_function: ["over", "keep"],
};

const counts = new Set(["count", "approx_distinct", "approx_count_distinct"]);

/** Functions that read what their arguments do not show. */
const hidden = new Set(["columns", "getvariable", "query", "query_table"]);

/** Where the value of an expression comes from. Kinds that are not known are searched for columns like any other. */
export function valueOrigin(expression: Expression, scope: Scope, queries: Queries): Origin {
  const { kind, body } = expression;
  if (kind === "column") return columnOrigin(scope, nameIn(body.name) ?? "", nameIn(body.table));
  if (queryKinds.has(kind)) return queries.valueOf(expression, scope, "value");
  if (kind === "exists") {
    const query = expressionIn(body.this);
    return passed(query ? queries.valueOf(query, scope, "exists") : constant, kind);
  }
  if (kind === "star") return unknownOrigin("it uses * as a value");
  const step = stepOf(expression, scope);
  if (counts.has(step)) return constant;
  if (hidden.has(step)) return unknownOrigin(`${step}() reads what cannot be followed`);
  const left = unseen[kind] ?? [];
  const parts = kind === "method_call" && step !== kind ? { args: body.args } : without(body, left);
  const found = partOrigins(parts, scope, queries);
  if (found.length === 0 && !leaves.has(kind) && !isCall(kind))
    return unknownOrigin(`columns cannot be followed through "${kind}"`);
  return transparent.has(kind) ? joined(found) : passed(joined(found), step);
}

/** The step that a value passes here: the function's name, or the kind of the operator. */
function stepOf({ kind, body }: Expression, scope: Scope): string {
  if (isCall(kind)) return nameIn(body.name) ?? kind;
  if (kind !== "method_call") return kind;
  // schema.function(…) reads like column.method(…).
  const schema = expressionIn(body.this);
  const name =
    schema?.kind === "column" && !schema.body.table ? nameIn(schema.body.name) : undefined;
  const isColumn = name !== undefined && columnOrigin(scope, name, undefined).unknown === undefined;
  return name === undefined || isColumn ? kind : `${name}.${nameIn(body.method)}`;
}

function isCall(kind: string): boolean {
  return kind === "function" || kind === "aggregate_function";
}

function without(body: Body, keys: readonly string[]): Body {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));
}

/** The origins of all expressions inside, however deep in structures that are no expressions. */
function partOrigins(value: unknown, scope: Scope, queries: Queries): Origin[] {
  if (Array.isArray(value))
    return listIn(value).flatMap((each) => partOrigins(each, scope, queries));
  if (typeof value !== "object" || value === null) return [];
  const expression = expressionIn(value);
  if (expression) return [valueOrigin(expression, scope, queries)];
  return Object.values(value).flatMap((each) => partOrigins(each, scope, queries));
}
