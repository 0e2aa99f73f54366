import type { ColumnsOf } from "../../ports/column-lineage.ts";
import type { OutputColumn } from "./origin.ts";
import type { Scope } from "./scope.ts";
import type { Expression } from "./syntax-tree.ts";

/** Everything that a query can refer to: tables of WITH by name, columns of other relations, and the scope that encloses it. */
export interface QueryContext {
  readonly ctes: ReadonlyMap<string, readonly OutputColumn[]>;
  readonly columnsOf: ColumnsOf;
  readonly outer: Scope | undefined;
}

/** Follows a query nested in another. */
export type FollowQuery = (query: Expression, context: QueryContext) => readonly OutputColumn[];

/** The columns under other names, in order; those that get none keep theirs. */
export function renamed(
  columns: readonly OutputColumn[],
  names: readonly string[],
): readonly OutputColumn[] {
  return columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
}
