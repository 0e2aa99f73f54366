import {
  type DuckDBConnection,
  type DuckDBInstance,
  type DuckDBPreparedStatement,
  StatementType,
} from "@duckdb/node-api";
import { openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";
import type { GovernedReply, GovernedRequest } from "./governed-message.ts";

type Reply = (message: GovernedReply) => Promise<void>;
type Opened = { readonly instance: DuckDBInstance; readonly connection: DuckDBConnection };

interface GovernedEngine {
  /** Never rejects: what goes wrong is answered. */
  answer(request: GovernedRequest): Promise<void>;
}

/** The engines of one role, each locked to the files of some relations; runs statements one at a time. */
export function governedEngine(reply: Reply): GovernedEngine {
  const opened = new Map<number, Opened>();
  const handle = async (request: GovernedRequest): Promise<void> => {
    if ("forget" in request) forget(opened, request.forget);
    else if ("open" in request) opened.set(request.open, await openLocked(request.setup));
    else await runStatement(opened.get(request.on), request.run, reply);
    await reply({ done: true });
  };
  return {
    answer: (request) => handle(request).catch((error) => reply({ error: messageOf(error) })),
  };
}

/** Spills into the working folder, which is this process's own. */
async function openLocked(setup: readonly string[]): Promise<Opened> {
  const instance = await openDuckDb(process.cwd());
  const connection = await instance.connect();
  for (const statement of setup) await connection.run(statement);
  return { instance, connection };
}

function forget(opened: Map<number, Opened>, id: number): void {
  const engine = opened.get(id);
  opened.delete(id);
  engine?.connection.closeSync();
  engine?.instance.closeSync();
}

async function runStatement(engine: Opened | undefined, sql: string, reply: Reply): Promise<void> {
  if (!engine) throw new Error("Internal Error: no such engine");
  const prepared = await prepareSelect(engine.connection, sql);
  try {
    const result = await prepared.stream();
    const types = result.columnTypes();
    const columns = result.columnNames().map((name, i) => ({ name, type: String(types[i]) }));
    await reply({ columns });
    for await (const rows of result.yieldRowsJson()) await reply({ rows });
  } finally {
    prepared.destroySync();
  }
}

/** A second look, after the gate's: whatever writes or changes settings is no SELECT to the engine either. */
async function prepareSelect(
  connection: DuckDBConnection,
  sql: string,
): Promise<DuckDBPreparedStatement> {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw new Error("Invalid Input Error: one statement at a time");
  const prepared = await statements.prepare(0);
  if (prepared.statementType === StatementType.SELECT) return prepared;
  prepared.destroySync();
  throw new Error("Invalid Input Error: only SELECT statements are allowed");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
