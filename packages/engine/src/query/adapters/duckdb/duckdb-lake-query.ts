import { wholeResult } from "../../domain/result-reader.ts";
import type { LakeQuery } from "../../ports/lake-query.ts";
import type { GateParser } from "../gate/parse-statement.ts";
import { readRelations } from "./duckdb-query.ts";
import { relationsOfStatement } from "./duckdb-statement.ts";

/** DuckDB in this process, an engine for each statement. What does not fit into memory spills into `spillFolder`. It closes `parser`. */
export function duckDbLakeQuery(spillFolder: string, parser: GateParser): LakeQuery {
  const read: LakeQuery["read"] = (sql, relations, reading) =>
    readRelations(sql, relations, { ...reading, spillFolder });
  return {
    relationsOf: (sql) => relationsOfStatement(parser, sql),
    query: async (sql, relations, signal) => {
      const reader = wholeResult();
      await read(sql, relations, { reader, signal });
      return reader.result();
    },
    read,
    close: parser.close,
  };
}
