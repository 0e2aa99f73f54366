import type { TracedStatement } from "../domain/traced-column.ts";

/** Follows the output columns of a statement to the columns that their values come from. */
export interface ColumnLineage {
  /**
   * Only values are followed: what a statement joins, filters, groups, orders or counts by is not among them, what a
   * CASE or a comparison looks at is. A column that cannot be followed says why; nothing is guessed.
   */
  trace(sql: string, engine: SqlEngine, columnsOf: ColumnsOf): Promise<TracedStatement>;
}

export type SqlEngine = "duckdb" | "redshift";

/** Columns of `<schema>.<name>` in their order; undefined = not known, so that `*` of it cannot be followed. */
export type ColumnsOf = (relation: string) => readonly string[] | undefined;
