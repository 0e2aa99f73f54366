import type { LakeQuery } from "../../ports/lake-query.ts";
import type { GateParser } from "../gate/parse-statement.ts";
import { queryRelations } from "./duckdb-query.ts";
import { relationsOfStatement } from "./duckdb-statement.ts";

/** DuckDB in this process, an engine for each statement. What does not fit into memory spills into `spillFolder`. It closes `parser`. */
export function duckDbLakeQuery(spillFolder: string, parser: GateParser): LakeQuery {
  return {
    relationsOf: (sql) => relationsOfStatement(parser, sql),
    query: (sql, relations, signal) => queryRelations(sql, relations, { spillFolder, signal }),
    close: parser.close,
  };
}
