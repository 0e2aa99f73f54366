import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PlatformError } from "../../../core/index.ts";
import { type Reading, type ResultReader, wholeResult } from "../../domain/result-reader.ts";
import type { GovernedQuery, GovernedRelation } from "../../ports/governed-query.ts";
import { usesOf } from "../duckdb/duckdb-statement.ts";
import { checkStatement } from "../gate/check-statement.ts";
import { foldCase } from "../gate/cte-scope.ts";
import { constantMask, keyedHashMask } from "../gate/mask-sql.ts";
import type { GateParser, Node } from "../gate/parse-statement.ts";
import { governedError, isFatal, notRun } from "./governed-error.ts";
import type { GovernedReply, ProcessPurpose } from "./governed-message.ts";
import { childProcessFile, type GovernedProcess, governedProcess } from "./governed-process.ts";
import { limitedParser } from "./limited-parse.ts";
import { namedColumns, rowsEnough } from "./named-columns.ts";
import { hidesValues } from "./role-select.ts";
import { governedSetup, type RoleView, viewOfFiles } from "./role-view.ts";
import { boundsOf, type Need, sealedRelations } from "./sealed-relations.ts";

export interface GovernedOptions {
  /** Keys the hashes of masked columns; it stays in the parent's statements. */
  readonly hashKey: string;
  /** The bundled `governed-child.js`; beside this file unless given. */
  readonly childFile?: string | undefined;
  /** Parses statements under limits; the caller closes it. One of its own unless given. */
  readonly parser?: GateParser;
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
  /** Longest time to fill the file that a relation is read from; 600 s unless given. */
  readonly fillTimeoutMs?: number;
  /** Most that such files may take on disk; 8192 unless given. */
  readonly sealedMiB?: number;
}

/** Engines that a process keeps open for the next statement over the same relations. */
const maxEngines = 4;

/** What one role's statements share, in a folder that nobody else may enter. */
interface Session {
  readonly options: GovernedOptions;
  readonly folder: string;
  readonly sealed: ReturnType<typeof sealedRelations>;
  /** Runs the role's text; undefined before the first statement and after one that was stopped. */
  reader: Reader | undefined;
  /** Reads hidden values and never runs the role's text. */
  filler: GovernedProcess | undefined;
}

interface Reader {
  readonly process: GovernedProcess;
  /** Engine by what it was made with, the last used last. */
  readonly engines: Map<string, number>;
  nextEngine: number;
}

/**
 * Statements of ONE role: checked by the gate, then run as written in a process of the role's own, which is killed when it takes too
 * long or too much. Where a relation hides values, another process has written before what the role may see of it into a file, and
 * the role's engine opens this file alone. Processes and files stay for further statements; never share one between roles.
 */
export async function governedQuery(options: GovernedOptions): Promise<GovernedQuery> {
  const { childFile } = options;
  const parser = options.parser ?? limitedParser({ childFile });
  const session = await openSession(options);
  // Both start while the caller still looks for what the first statement reads.
  parser.start();
  readerOf(session);
  let last: Promise<unknown> = Promise.resolve();
  const run = async (
    sql: string,
    relations: readonly GovernedRelation[],
    context: Omit<RunContext, "session">,
  ) => {
    const verdict = await checkStatement(parser, sql, namesOf(relations));
    if (!verdict.allowed) throw verdict.refusal;
    const used = relations.filter((governed) => verdict.relations.has(nameOf(governed)));
    const checked = { sql, statement: verdict.statement, relations: used };
    await runChecked(checked, { ...context, session });
  };
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
  return {
    query: async (sql, relations, signal) => {
      const reader = wholeResult();
      await inTurn(() => run(sql, relations, { reader, signal, streams: false }));
      return reader.result();
    },
    read: (sql, relations, reading) =>
      inTurn(() => run(sql, relations, { ...reading, streams: true })),
    maskSql: (column, as) =>
      as.kind === "hash" ? keyedHashMask(column, options.hashKey) : constantMask(as.value),
    close: async () => {
      await closeSession(session);
      if (!options.parser) await parser.close();
    },
  };
}

async function openSession(options: GovernedOptions): Promise<Session> {
  const folder = await mkdtemp(join(options.spillFolder ?? tmpdir(), "lakewright-query-"));
  for (const purpose of ["read", "fill"]) await mkdir(join(folder, purpose), { mode: 0o700 });
  const session: Session = {
    options,
    folder,
    sealed: sealedRelations({
      folder: join(folder, "fill"),
      keptMiB: options.sealedMiB ?? 8192,
      ...engineLimits(options),
      filler: () => fillerOf(session),
    }),
    reader: undefined,
    filler: undefined,
  };
  return session;
}

/** A killed process leaves what it had spilled. */
async function closeSession({ folder, reader, filler }: Session): Promise<void> {
  await Promise.all([reader?.process.kill(), filler?.kill()]);
  await rm(folder, { recursive: true, force: true });
}

function readerOf(session: Session): Reader {
  if (!session.reader || session.reader.process.dead)
    session.reader = { process: startProcess(session, "read"), engines: new Map(), nextEngine: 0 };
  return session.reader;
}

function fillerOf(session: Session): GovernedProcess {
  if (!session.filler || session.filler.dead) session.filler = startProcess(session, "fill");
  return session.filler;
}

function startProcess({ options, folder }: Session, purpose: ProcessPurpose): GovernedProcess {
  const fills = purpose === "fill";
  return governedProcess(
    { file: options.childFile ?? childProcessFile, purpose, folder: join(folder, purpose) },
    {
      residentMiB: options.residentMiB ?? 1536,
      timeoutMs: fills ? (options.fillTimeoutMs ?? 600_000) : (options.timeoutMs ?? 60_000),
      resultMiB: options.resultMiB ?? 128,
      ...(fills ? { folderMiB: (options.sealedMiB ?? 8192) * 2 } : {}),
    },
  );
}

function engineLimits(options: GovernedOptions) {
  return { memoryMiB: options.memoryMiB ?? 512, tempMiB: options.tempMiB ?? 2048 };
}

interface CheckedStatement {
  readonly sql: string;
  readonly statement: Node;
  readonly relations: readonly GovernedRelation[];
}

async function runChecked(checked: CheckedStatement, context: RunContext): Promise<void> {
  const { sql, statement, relations } = checked;
  const { session } = context;
  // Both processes start at once; the first statement waits for one of them only.
  if (relations.some(hidesValues)) fillerOf(session);
  readerOf(session);
  const uses = usesOf(statement);
  const columns = namedColumns(statement);
  const limit = rowsEnough(statement);
  const everything = { columns: undefined, bounds: [], limit: undefined };
  const attempts = [
    (governed: GovernedRelation) => ({ columns, bounds: boundsOf(uses, governed), limit }),
    // A name that is no column: the engine's words name others that are meant, so that they must all be there.
    () => ({ ...everything, limit: 0 }),
    () => everything,
  ];
  for (const [at, needOf] of attempts.entries()) {
    const views = await viewsOf(relations, needOf, context);
    const reader = at === 1 ? wholeResult() : context.reader;
    const error = await runOver(views, sql, { ...context, reader });
    if (error === undefined && at !== 1) return;
    const isUnbound = error !== undefined && /^Binder Error/.test(error);
    const isPartial = at === 0 && isUnbound && views.some(({ isWhole }) => !isWhole);
    if (isPartial || error === undefined) continue;
    if (isFatal(error)) await readerOf(session).process.kill();
    throw governedError(
      error,
      views.flatMap(({ files }) => files),
    );
  }
  throw new Error("the last attempt neither answered nor failed");
}

interface RunContext extends Reading {
  readonly session: Session;
  /** False: the result is held, and limited for that. */
  readonly streams: boolean;
}

async function viewsOf(
  relations: readonly GovernedRelation[],
  needOf: (governed: GovernedRelation) => Need,
  { session: { sealed }, signal }: RunContext,
): Promise<readonly RoleView[]> {
  const views: RoleView[] = [];
  try {
    for (const governed of relations)
      views.push(
        hidesValues(governed)
          ? await sealed.view(governed, needOf(governed), signal)
          : viewOfFiles(governed),
      );
  } catch (error) {
    throw error instanceof PlatformError ? error : notApplied(error);
  }
  await sealed.trim(views);
  return views;
}

/** The engine's error, if it fails. */
async function runOver(
  views: readonly RoleView[],
  sql: string,
  { session, reader: taker, signal, streams, timeZone }: RunContext,
): Promise<string | undefined> {
  const reader = readerOf(session);
  const setup = governedSetup(views, { ...engineLimits(session.options), timeZone });
  const on = await openEngine(reader, setup, signal);
  const answer = handOn(taker, () => void reader.process.kill());
  const { process } = reader;
  try {
    const send = streams ? process.stream : process.request;
    await send({ run: sql, on, isZoned: timeZone !== undefined }, answer.take, signal);
  } catch (error) {
    // Nothing but its end stops an engine that has more rows.
    if (!answer.isEnough()) throw error;
  }
  return answer.error();
}

/** Hands replies on to whoever reads the result; `stop` when that is enough. */
function handOn(reader: ResultReader, stop: () => void) {
  let error: string | undefined;
  let isEnough = false;
  return {
    take: async (reply: GovernedReply) => {
      if ("columns" in reply) await reader.columns(reply.columns);
      else if ("error" in reply) error = reply.error;
      else if ("rows" in reply && !(await reader.rows(reply.rows))) {
        isEnough = true;
        stop();
      }
    },
    error: () => error,
    isEnough: () => isEnough,
  };
}

/** The engine made with exactly this setup; the one that was used longest ago makes room. */
async function openEngine(
  reader: Reader,
  setup: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const { process, engines } = reader;
  const key = setup.join("\n");
  const known = engines.get(key);
  const id = known ?? reader.nextEngine++;
  if (known === undefined) {
    let failure: string | undefined;
    const take = (reply: GovernedReply) => {
      if ("error" in reply) failure = reply.error;
    };
    await process.request({ open: id, setup }, take, signal);
    if (failure !== undefined) {
      await process.kill();
      throw notApplied(new Error(failure));
    }
  }
  engines.delete(key);
  engines.set(key, id);
  const [oldest] = engines;
  if (oldest && engines.size > maxEngines) {
    engines.delete(oldest[0]);
    await process.request({ forget: oldest[1] }, () => {}, signal);
  }
  return id;
}

/** The engine's words stay in the cause, for the log: they can hold policy text and paths. */
function notApplied(cause: unknown): Error {
  const error = notRun(
    "the policies of its tables cannot be applied",
    "ask the steward to check the row filters and masks",
  );
  error.cause = cause;
  return error;
}

function nameOf({ relation }: GovernedRelation): string {
  return foldCase(`${relation.schema}.${relation.name}`);
}

function namesOf(relations: readonly GovernedRelation[]): ReadonlySet<string> {
  return new Set(relations.map(nameOf));
}
