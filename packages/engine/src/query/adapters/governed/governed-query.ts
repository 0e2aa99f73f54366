import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { QueryResult } from "../../domain/relation.ts";
import type { GovernedQuery, GovernedRelation } from "../../ports/governed-query.ts";
import { checkStatement } from "../gate/check-statement.ts";
import { foldCase } from "../gate/cte-scope.ts";
import { constantMask, keyedHashMask } from "../gate/mask-sql.ts";
import { openGateParser } from "../gate/parse-statement.ts";
import { governedError, isFatal, notRun } from "./governed-error.ts";
import type { GovernedReply } from "./governed-message.ts";
import { type GovernedProcess, governedProcess } from "./governed-process.ts";
import { filesOf, governedSetup, statesOf } from "./governed-setup.ts";

export interface GovernedOptions {
  /** Keys the hashes of masked columns; it stays in the parent's statements. */
  readonly hashKey: string;
  /** The bundled `governed-child.js`; beside this file unless given. */
  readonly childFile?: string;
  /** Where the process keeps what does not fit into memory; the system's temporary folder unless given. */
  readonly spillFolder?: string;
  /** Longest time for one statement; 60 s unless given. */
  readonly timeoutMs?: number;
  /** Memory of the engine; beyond it, it spills to disk. 512 unless given. */
  readonly memoryMiB?: number;
  /** Memory of the whole process, which is killed above; 1536 unless given. */
  readonly residentMiB?: number;
  /** Most that a result may hold, as JSON; 128 unless given. It takes several times that here. */
  readonly resultMiB?: number;
  /** Most that may spill to disk; 2048 unless given. */
  readonly tempMiB?: number;
}

/** Engines that a process keeps open for the next statement over the same relations. */
const keptEngines = 4;

interface KeptEngine {
  readonly id: number;
  /** It has a state of the warehouse open. */
  readonly hasState: boolean;
}

interface Running {
  readonly process: GovernedProcess;
  /** Its own: what it spills, and nothing else. */
  readonly folder: string;
  /** Engine by what it was made with, the last used last. */
  readonly engines: Map<string, KeptEngine>;
  nextEngine: number;
}

/**
 * Statements of ONE role: checked by the gate, then run as written in a process of the role's own, which holds nothing but
 * the role's views, opens nothing but their files, and is killed when it takes too long or too much. It stays for
 * further statements; never share one between roles.
 */
export async function governedQuery(options: GovernedOptions): Promise<GovernedQuery> {
  const parser = await openGateParser();
  let running: Running | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const run = async (sql: string, relations: readonly GovernedRelation[], signal: AbortSignal) => {
    const verdict = await checkStatement(parser.connection, sql, namesOf(relations));
    if (!verdict.allowed) throw verdict.refusal;
    const used = relations.filter((governed) => verdict.relations.has(nameOf(governed)));
    if (running?.process.dead) await stop(running);
    if (!running || running.process.dead) running = await startProcess(options);
    return runIn(running, sql, used, { options, signal });
  };
  return {
    query: (sql, relations, signal) => {
      const result = last.then(() => run(sql, relations, signal));
      last = result.catch(() => {});
      return result;
    },
    maskSql: (column, as) =>
      as.kind === "hash" ? keyedHashMask(column, options.hashKey) : constantMask(as.value),
    close: async () => {
      if (running) await stop(running);
      parser.close();
    },
  };
}

async function startProcess(options: GovernedOptions): Promise<Running> {
  const folder = await mkdtemp(join(options.spillFolder ?? tmpdir(), "lakewright-query-"));
  const file = options.childFile ?? fileURLToPath(new URL("./governed-child.js", import.meta.url));
  const limits = {
    residentMiB: options.residentMiB ?? 1536,
    timeoutMs: options.timeoutMs ?? 60_000,
    resultMiB: options.resultMiB ?? 128,
  };
  const process = governedProcess(file, folder, limits);
  return { process, folder, engines: new Map(), nextEngine: 0 };
}

/** A killed process leaves what it had spilled. */
async function stop({ process, folder }: Running): Promise<void> {
  await process.kill();
  await rm(folder, { recursive: true, force: true });
}

interface RunContext {
  readonly options: GovernedOptions;
  readonly signal: AbortSignal;
}

async function runIn(
  running: Running,
  sql: string,
  relations: readonly GovernedRelation[],
  { options, signal }: RunContext,
): Promise<QueryResult> {
  const setup = governedSetup(relations, {
    memoryMiB: options.memoryMiB ?? 512,
    tempMiB: options.tempMiB ?? 2048,
  });
  const hasState = statesOf(relations).length > 0;
  const on = await openEngine(running, { setup, hasState }, signal);
  const answer = collect();
  await running.process.request({ run: sql, on }, answer.take, signal);
  if (answer.error === undefined) return answer.result();
  if (isFatal(answer.error)) await running.process.kill();
  throw governedError(answer.error, filesOf(relations));
}

/**
 * The engine made with exactly this setup; the one that was used longest ago makes room. One with a state of the warehouse is the
 * only such: two engines must not have one file open in one process.
 */
async function openEngine(
  running: Running,
  { setup, hasState }: { readonly setup: readonly string[]; readonly hasState: boolean },
  signal: AbortSignal,
): Promise<number> {
  const key = setup.join("\n");
  const known = running.engines.get(key);
  const id = known?.id ?? running.nextEngine++;
  if (known === undefined) {
    if (hasState) await forget(running, (engine) => engine.hasState, signal);
    const answer = collect();
    await running.process.request({ open: id, setup }, answer.take, signal);
    if (answer.error !== undefined) {
      await running.process.kill();
      throw notApplied(answer.error);
    }
  }
  running.engines.delete(key);
  running.engines.set(key, { id, hasState });
  const [oldest] = running.engines.values();
  if (running.engines.size > keptEngines)
    await forget(running, (engine) => engine === oldest, signal);
  return id;
}

async function forget(
  { engines, process }: Running,
  which: (engine: KeptEngine) => boolean,
  signal: AbortSignal,
): Promise<void> {
  for (const [key, engine] of [...engines]) {
    if (!which(engine)) continue;
    engines.delete(key);
    await process.request({ forget: engine.id }, () => {}, signal);
  }
}

/** The engine's words stay in the cause, for the log: they can hold policy text and paths. */
function notApplied(message: string): Error {
  const error = notRun(
    "the policies of its tables cannot be applied",
    "ask the steward to check the row filters and masks",
  );
  error.cause = new Error(message);
  return error;
}

function collect() {
  let columns: QueryResult["columns"] = [];
  const rows: (readonly unknown[])[] = [];
  let error: string | undefined;
  return {
    take: (reply: GovernedReply) => {
      if ("columns" in reply) columns = reply.columns;
      else if ("rows" in reply) for (const row of reply.rows) rows.push(row);
      else if ("error" in reply) error = reply.error;
    },
    get error() {
      return error;
    },
    result: (): QueryResult => ({ columns, rows }),
  };
}

function nameOf({ relation }: GovernedRelation): string {
  return foldCase(`${relation.schema}.${relation.name}`);
}

function namesOf(relations: readonly GovernedRelation[]): ReadonlySet<string> {
  return new Set(relations.map(nameOf));
}
