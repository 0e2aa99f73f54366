/** An output column of a statement, followed to what the statement reads. */
export interface TracedColumn {
  /** Lower case; empty where the statement gives none. */
  readonly name: string;
  readonly sources: readonly ColumnSource[];
  /** Why some of its sources are unknown; undefined if all are known. */
  readonly unknown: string | undefined;
}

export interface ColumnSource {
  /** `<schema>.<name>`, lower case. */
  readonly relation: string;
  readonly column: string;
  /** Functions and operators that the value passes, the outermost first; empty = it is the value itself. */
  readonly through: readonly string[];
}

export type TracedStatement =
  | { readonly columns: readonly TracedColumn[] }
  /** Why no column can be followed. */
  | { readonly refused: string };
