import {
  type FollowedColumn,
  type FollowedSource,
  type FollowedTable,
  type FollowedTables,
  notFollowed,
} from "./followed-column.ts";
import { strictestSensitivity } from "./strictest-sensitivity.ts";
import type { TracedColumn, TracedStatement } from "./traced-column.ts";

export interface ModelToFollow {
  /** `<schema>.<name>` that it makes. */
  readonly relation: string;
  /** Its columns as they were built; undefined = nothing is built, they are those of its statement. */
  readonly columns: readonly string[] | undefined;
  readonly traced: TracedStatement;
}

/**
 * Sensitivity and origins of a model's columns. A column that cannot be followed is unclassified. Where a model reads itself,
 * it reads rows that the same statement made before.
 */
export function followModel(
  { relation, columns, traced }: ModelToFollow,
  tables: FollowedTables,
  masking: ReadonlySet<string>,
): FollowedTable {
  // A statement that is neither built nor followed has not even known names.
  if ("refused" in traced)
    return new Map((columns ?? ["*"]).map((name) => [name, notFollowed(traced.refused)]));
  const byName = new Map(traced.columns.map((column) => [column.name, column]));
  const names = columns ?? [...byName.keys()];
  // Nothing yet of its own columns: each round adds what they take from one another, until nothing is added.
  let own: FollowedTable = new Map(names.map((name) => [name, followed([], new Map())]));
  for (;;) {
    const known = new Map(tables).set(relation, own);
    const next = new Map(
      names.map((name) => [name, followColumn(byName.get(name), known, masking)]),
    );
    if (JSON.stringify([...next]) === JSON.stringify([...own])) return next;
    own = next;
  }
}

function followColumn(
  traced: TracedColumn | undefined,
  tables: FollowedTables,
  masking: ReadonlySet<string>,
): FollowedColumn {
  if (!traced) return notFollowed("its statement has no column of this name");
  if (traced.unknown !== undefined) return notFollowed(traced.unknown);
  const sources = traced.sources.map((source) => ({
    ...source,
    isMasked: source.through.some((step) => masking.has(step)),
  }));
  const missing = sources.map((source) => missingSource(source, tables)).find(Boolean);
  return missing === undefined ? followed(sources, tables) : notFollowed(missing);
}

function missingSource({ relation, column }: FollowedSource, tables: FollowedTables) {
  const table = tables.get(relation);
  if (!table)
    return `${relation} is not a model, seed or source of the project: reference it by ref() or source()`;
  return table.has(column) ? undefined : `${relation} has no column ${column}`;
}

function followed(sources: readonly FollowedSource[], tables: FollowedTables): FollowedColumn {
  const columnOf = ({ relation, column }: FollowedSource) => tables.get(relation)?.get(column);
  const open = sources.filter(({ isMasked }) => !isMasked);
  return {
    sensitivity: strictestSensitivity(open.flatMap((each) => columnOf(each)?.sensitivity ?? [])),
    derivedFrom: [...new Set(sources.flatMap((each) => columnOf(each)?.derivedFrom ?? []))].sort(),
    sources,
    unknown: undefined,
  };
}
