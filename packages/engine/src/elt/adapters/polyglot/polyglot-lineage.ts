import type { TracedStatement } from "../../domain/traced-column.ts";
import type { ColumnLineage, ColumnsOf } from "../../ports/column-lineage.ts";
import { NotFollowed } from "./not-followed.ts";
import { expressionIn, listIn } from "./syntax-tree.ts";
import { queryColumns } from "./trace-query.ts";

/**
 * Reads statements with polyglot's parser, which is loaded with the first one: 23 MB of WebAssembly. The limits of
 * its own lineage are listed in docs/adr/0016-columns-are-followed-through-sql.md.
 */
export function polyglotLineage(): ColumnLineage {
  return {
    trace: async (sql, engine, columnsOf) => {
      const { parse, Dialect } = await import("@polyglot-sql/sdk");
      const dialects = { duckdb: Dialect.DuckDB, redshift: Dialect.Redshift };
      const read = parse(sql, dialects[engine]);
      const [statement, ...more] = read.success ? listIn(read.ast) : [];
      const query = expressionIn(statement);
      if (!query || more.length > 0)
        return { refused: `its SQL cannot be read: ${read.error ?? "it is not a single query"}` };
      return traced(() =>
        queryColumns(query, { ctes: new Map(), columnsOf: lower(columnsOf), outer: undefined }),
      );
    },
  };
}

function traced(columns: () => ReturnType<typeof queryColumns>): TracedStatement {
  try {
    return { columns: columns().map(({ name, origin }) => ({ name, ...origin })) };
  } catch (error) {
    if (error instanceof NotFollowed) return { refused: error.message };
    throw error;
  }
}

function lower(columnsOf: ColumnsOf): ColumnsOf {
  return (relation) => columnsOf(relation)?.map((name) => name.toLowerCase());
}
