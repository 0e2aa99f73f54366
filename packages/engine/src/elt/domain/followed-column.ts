import type { ColumnSource } from "./traced-column.ts";

/** A column of the warehouse, or of the lake as the warehouse reads it, with its sensitivity and origins. */
export interface FollowedColumn {
  readonly sensitivity: string;
  /** Columns of the lake that its values come from, masked or not: `<database>.<table>.<column>`, sorted. */
  readonly derivedFrom: readonly string[];
  /** Columns that its model computes it from; empty for columns of the lake and for constants. */
  readonly sources: readonly FollowedSource[];
  /** Why it cannot be followed; undefined if it can. */
  readonly unknown: string | undefined;
}

export interface FollowedSource extends ColumnSource {
  /** The value passes a function that the steward approved as masking. */
  readonly isMasked: boolean;
}

/** Columns by name, in order. */
export type FollowedTable = ReadonlyMap<string, FollowedColumn>;

/** Tables by `<schema>.<name>`. */
export type FollowedTables = ReadonlyMap<string, FollowedTable>;

/** A column of unknown origin: closed. */
export function notFollowed(reason: string): FollowedColumn {
  return { sensitivity: "unclassified", derivedFrom: [], sources: [], unknown: reason };
}

/** Columns that cannot be followed, each with its reason; columns made of them are not listed again. */
export function notFollowedColumns(tables: FollowedTables): readonly string[] {
  return [...tables].flatMap(([relation, columns]) =>
    [...columns].flatMap(([name, { unknown }]) =>
      unknown === undefined ? [] : [`${relation}.${name}: ${unknown}`],
    ),
  );
}
