import type { TracedStatement } from "../domain/traced-column.ts";

/** Follows the output columns of a statement to the columns that their values come from. */
export interface ColumnLineage {
  /**
   * Only values are followed: columns that a statement joins, filters, groups, orders or counts by are no sources, columns in
   * a CASE or a comparison are. A column that cannot be followed has a reason; nothing is guessed.
   */
  trace(sql: string, engine: SqlEngine, columnsOf: ColumnsOf): Promise<TracedStatement>;
}

export type SqlEngine = "duckdb" | "redshift";

/** Columns of `<schema>.<name>` in their order; undefined where unknown, so that `*` of it cannot be followed. */
export type ColumnsOf = (relation: string) => readonly string[] | undefined;
