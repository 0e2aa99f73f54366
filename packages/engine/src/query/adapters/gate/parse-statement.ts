import { tmpdir } from "node:os";
import type { DuckDBConnection } from "@duckdb/node-api";
import { connectUtc, openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";
import { refusal } from "./gate-refusal.ts";

/** Maximum length of a statement; the parser's worst cases grow with it. */
const maxStatementBytes = 50_000;

/** Comments inside comments take the parser seconds. */
const maxComments = 100;

export type Node = { readonly [key: string]: unknown };

export interface GateParser {
  readonly connection: DuckDBConnection;
  close(): void;
}

/** An engine that holds no data, opens no file and cannot be changed: some statements read files while they are parsed. */
export async function openGateParser(): Promise<GateParser> {
  const instance = await openDuckDb(tmpdir());
  const connection = await connectUtc(instance);
  for (const setting of [
    "memory_limit = '256MB'",
    "enable_external_access = false",
    "lock_configuration = true",
  ])
    await connection.run(`SET ${setting}`);
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** The one statement of a text as the engine's parser sees it. Throws `sql_refused` where it is not one SELECT. */
export async function parseStatement(parser: DuckDBConnection, sql: string): Promise<Node> {
  if (Buffer.byteLength(sql) > maxStatementBytes)
    throw refusal(`it is longer than ${maxStatementBytes} bytes`, "shorten it");
  if (sql.includes("\0")) throw refusal("it holds a NUL character", "remove it");
  if (sql.split("/*").length > maxComments)
    throw refusal("it holds too many comments", "remove some");
  const tree = await serialized(parser, sql);
  if (tree.error) throw notSerialized(String(tree.error_message ?? "it cannot be parsed"));
  const statements = tree.statements as Node[];
  const [only] = statements;
  if (statements.length !== 1 || !only)
    throw refusal("it does not hold exactly one statement", "run one SELECT at a time");
  return only;
}

async function serialized(parser: DuckDBConnection, sql: string): Promise<Node> {
  try {
    const text = "SELECT json_serialize_sql($1::VARCHAR) AS tree";
    const reader = await parser.runAndReadAll(text, [sql]);
    return JSON.parse(String(reader.getRows()[0]?.[0])) as Node;
  } catch (error) {
    throw refusal("it cannot be parsed", "only one SELECT can be run", error);
  }
}

function notSerialized(message: string) {
  return /serialized to json/.test(message)
    ? refusal("only SELECT statements are allowed", "runs alone change the lake")
    : refusal(message, "only one SELECT can be run");
}
