import type { LakeQuery } from "../../ports/lake-query.ts";
import { type GateParser, openGateParser } from "../gate/parse-statement.ts";
import { queryRelations } from "./duckdb-query.ts";
import { relationsOfStatement } from "./duckdb-statement.ts";

/** DuckDB in this process, an engine for each statement. What does not fit into memory spills into `spillFolder`. */
export function duckDbLakeQuery(spillFolder: string, childFile?: string): LakeQuery {
  let parser: Promise<GateParser> | undefined;
  return {
    relationsOf: async (sql) => {
      parser ??= openGateParser({ childFile });
      return relationsOfStatement(await parser, sql);
    },
    query: (sql, relations, signal) => queryRelations(sql, relations, { spillFolder, signal }),
    close: async () => {
      (await parser)?.close();
    },
  };
}
