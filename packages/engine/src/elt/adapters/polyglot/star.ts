import { NotFollowed } from "./not-followed.ts";
import { joined, type Origin, type OutputColumn } from "./origin.ts";
import type { ScopeRelation } from "./scope.ts";
import { type Body, listIn, nameIn, namesIn } from "./syntax-tree.ts";

/** The columns of `*` or `x.*`. Throws `NotFollowed` where a relation's columns are not known. */
export function starColumns(
  { table, except, replace, rename, ...more }: Body,
  relations: readonly ScopeRelation[],
  originOf: (value: unknown) => Origin,
): readonly OutputColumn[] {
  const unsupported = Object.keys(more).find(
    (key) => !["span", "trailing_comments"].includes(key) && more[key],
  );
  if (unsupported) throw new NotFollowed(`* with ${unsupported} is not followed`);
  const name = nameIn(table);
  const chosen = relations.filter(({ alias }) => name === undefined || alias === name);
  if (chosen.length === 0) throw new NotFollowed(`${name ?? ""}.* matches no relation in FROM`);
  const left = new Set(namesIn(except));
  const replaced = new Map(
    listIn(replace).map((each) => [nameIn((each as Body).alias), originOf((each as Body).this)]),
  );
  const renames = new Map(
    listIn(rename).map((each) => [nameIn(listIn(each)[0]), nameIn(listIn(each)[1])] as const),
  );
  return mergedColumns(chosen)
    .filter((column) => !left.has(column.name))
    .map(({ name: own, origin }) => ({
      name: renames.get(own) ?? own,
      origin: replaced.get(own) ?? origin,
    }));
}

/** Columns of all relations; one that relations are joined on by USING is one column. */
function mergedColumns(relations: readonly ScopeRelation[]): readonly OutputColumn[] {
  const columns: OutputColumn[] = [];
  for (const relation of relations) {
    if (!relation.columns)
      throw new NotFollowed(
        `the columns of ${relation.alias || "a part of FROM"} are not known, so * is not`,
      );
    for (const column of relation.columns) {
      const at = relation.using?.includes(column.name)
        ? columns.findIndex(({ name }) => name === column.name)
        : -1;
      const same = columns[at];
      if (same) columns[at] = { ...same, origin: joined([same.origin, column.origin]) };
      else columns.push(column);
    }
  }
  return columns;
}
