import {
  type DuckDBConnection,
  type DuckDBInstance,
  type DuckDBPreparedStatement,
  type Json,
  StatementType,
} from "@duckdb/node-api";
import type { ResultReader } from "../../domain/result-reader.ts";
import { streamRows } from "../duckdb/stream-rows.ts";
import { prepareShown } from "../duckdb/zoned-statement.ts";
import type { GovernedReply, RequestHandler, RunRequest } from "./governed-message.ts";
import { spareEngine } from "./spare-engine.ts";

type Reply = (message: GovernedReply) => Promise<void>;
type Opened = { readonly instance: DuckDBInstance; readonly connection: DuckDBConnection };

/**
 * The engines of one role: each holds nothing but the relations' views, opens nothing but their files, and runs statements one at a
 * time. No file of theirs holds a value of a row, cell or mask that is hidden from the role.
 */
export function governedEngine(reply: Reply): RequestHandler {
  const opened = new Map<number, Opened>();
  const spare = spareEngine();
  spare.refill();
  return async (request) => {
    if ("forget" in request) forget(opened, request.forget);
    else if ("open" in request)
      opened.set(request.open, await lockedEngine(await spare.take(), request.setup));
    else if ("run" in request) await runStatement(opened.get(request.on), request, reply);
    else throw new Error("Internal Error: this process only reads");
    await reply({ done: true });
    // Not after `open`: the statement that it was opened for comes next.
    if ("run" in request) spare.refill();
  };
}

async function lockedEngine(instance: DuckDBInstance, setup: readonly string[]): Promise<Opened> {
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

async function runStatement(
  engine: Opened | undefined,
  { run, isZoned = false }: RunRequest,
  reply: Reply,
): Promise<void> {
  if (!engine) throw new Error("Internal Error: no such engine");
  const shown = await prepareShown(run, isZoned, (sql) => prepareSelect(engine.connection, sql));
  const reader: ResultReader = {
    columns: (columns) => reply({ columns }),
    rows: async (rows) => {
      for (const part of partsOf(rows)) await reply({ rows: part as readonly (readonly Json[])[] });
      return true;
    },
  };
  await streamRows(engine.connection, shown, { reader });
}

/** Values of a reply: the engine's 2,048 rows at once may be wide, and both sides hold a reply as text. */
const maxValues = 8192;

function* partsOf<Row extends readonly unknown[]>(rows: readonly Row[]): Iterable<readonly Row[]> {
  const size = Math.max(1, Math.floor(maxValues / Math.max(1, rows[0]?.length ?? 1)));
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
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
