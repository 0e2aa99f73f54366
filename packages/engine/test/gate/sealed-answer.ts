import { tmpdir } from "node:os";
import type { DuckDBConnection } from "@duckdb/node-api";
import { connectUtc, openDuckDb } from "../../src/core/adapters/duckdb/duckdb-instance.ts";
import type { QueryResult } from "../../src/query/domain/relation.ts";
import { hashKey } from "./governed-lake.ts";

type Answer = QueryResult | { readonly refused: true };

/** An engine that holds what the policy permits as plain data and knows of nothing else: what any answer must equal. */
export async function sealedEngine(accountsFile: string, where: string) {
  const instance = await openDuckDb(tmpdir());
  const connection = await connectUtc(instance);
  await connection.run("CREATE SCHEMA sales");
  // A view, as in the governed engine, so that both lack what only tables have.
  await connection.run(`CREATE TABLE main.permitted AS SELECT id, region, name, revenue, founded,
    sha256('${hashKey}' || email) AS email, '***' AS phone, CASE WHEN id = 2 THEN salary END AS salary,
    '20240501' AS load_date FROM read_parquet('${accountsFile}') WHERE ${where}`);
  await connection.run("CREATE VIEW sales.accounts AS SELECT * FROM main.permitted");
  return {
    answer: (sql: string): Promise<Answer> => answerOf(connection, sql),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function answerOf(connection: DuckDBConnection, sql: string): Promise<Answer> {
  try {
    const reader = await connection.runAndReadAll(sql);
    const names = reader.columnNames();
    const columns = names.map((name, i) => ({ name, type: String(reader.columnType(i)) }));
    return { columns, rows: reader.getRowsJson() };
  } catch {
    return { refused: true };
  }
}
