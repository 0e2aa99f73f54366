import { type ChildProcess, execFile, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PlatformError } from "../../../core/index.ts";
import { stopped } from "./governed-error.ts";
import type { GovernedReply, GovernedRequest, ProcessPurpose } from "./governed-message.ts";
import { readReplies } from "./read-replies.ts";

export interface ProcessLimits {
  /** The process is killed above this much resident memory. */
  readonly residentMiB: number;
  /** Longest time for one request. */
  readonly timeoutMs: number;
  /** Most that one request may answer, as JSON. */
  readonly resultMiB: number;
  /** Most that the files in its folder may take; not watched unless given. */
  readonly folderMiB?: number;
}

export interface StartedAs {
  /** The bundled `governed-child.js`. */
  readonly file: string;
  readonly purpose: ProcessPurpose;
  /** Where it works. */
  readonly folder: string;
}

/** The bundled entry of a query process, beside the bundle of this file. */
export const childProcessFile = fileURLToPath(new URL("./governed-child.js", import.meta.url));

/** A process of our own that runs statements, one at a time, and is killed when it takes too long or too much. */
export interface GovernedProcess {
  /**
   * Sends one request and hands every reply to `receive`. Rejects with `statement_stopped` where a limit ended the
   * process, or it ended by itself, and with `cancelled`; the process is dead then.
   */
  request(message: GovernedRequest, receive: Receive, signal?: AbortSignal): Promise<void>;
  /**
   * The same with replies of any size: the process waits until each was taken. What is limited is the time to its next rows, and
   * that of whoever takes them does not count.
   */
  stream(message: GovernedRequest, receive: Receive, signal: AbortSignal): Promise<void>;
  readonly dead: boolean;
  /** Resolves when the process is gone. */
  kill(): Promise<void>;
}

const mebibyte = 1024 * 1024;
const watchMs = 50;

type Receive = (reply: GovernedReply) => Promise<void> | void;

interface Pending {
  readonly receive: Receive;
  /** Maximum size of its answer. */
  readonly maxBytes: number;
  /** Stands still while rows are taken, and begins again at zero for the next; undefined = one limit for the whole answer. */
  readonly clock: Clock | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Starts a process with Node in its folder, with nothing of our environment: it holds secrets. */
export function governedProcess(started: StartedAs, limits: ProcessLimits): GovernedProcess {
  const child = start(started, limits);
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let pending: Pending | undefined;
  let dead = false;
  const end = (error: unknown) => {
    dead = true;
    child.kill("SIGKILL");
    // What it wrote and nobody takes would keep it from being gone.
    child.stdio[3]?.destroy();
    pending?.reject(error);
    pending = undefined;
  };
  const take = async (reply: GovernedReply) => {
    const asked = pending;
    if ("rows" in reply) asked?.clock?.stop();
    await asked?.receive(reply);
    if (pending !== asked) return;
    if ("rows" in reply) asked?.clock?.start();
    if (!("done" in reply) && !("error" in reply)) return;
    pending?.resolve();
    pending = undefined;
  };
  const received = readReplies(child.stdio[3] as Readable, take, () => pending?.maxBytes ?? 0);
  received.onTooLarge(() => end(tooLarge(limits.resultMiB)));
  received.onFailure(end);
  child.once("error", (cause) => end(died("it cannot be started", cause)));
  child.once("close", (code, by) => end(died(by ?? `exit code ${code}`)));
  (child.stdin as Writable).on("error", () => {});

  const send = async (message: GovernedRequest, receive: Receive, { signal, streams }: Sending) => {
    if (dead) throw died("it is not running");
    if (signal?.aborted) throw cancelled();
    received.startCount();
    const clock = startClock(limits.timeoutMs, () => end(tooLong(limits.timeoutMs)));
    const answered = new Promise<void>((resolve, reject) => {
      const size = streams ? Number.POSITIVE_INFINITY : limits.resultMiB * mebibyte;
      pending = { receive, maxBytes: size, clock: streams ? clock : undefined, resolve, reject };
    });
    const unwatch = watch({ pid: child.pid, folder: started.folder }, limits, end);
    const abort = () => end(cancelled());
    signal?.addEventListener("abort", abort);
    (child.stdin as Writable).write(`${JSON.stringify(message)}\n`);
    try {
      await answered;
    } finally {
      clock.stop();
      unwatch();
      signal?.removeEventListener("abort", abort);
    }
  };
  return {
    get dead() {
      return dead;
    },
    request: (message, receive, signal) => send(message, receive, { signal, streams: false }),
    stream: (message, receive, signal) => send(message, receive, { signal, streams: true }),
    kill: () => {
      end(cancelled());
      return gone;
    },
  };
}

/** One statement at a time: its calls into the engine stay on one thread, whose caches know it. */
const childEnvironment = { TZ: "UTC", UV_THREADPOOL_SIZE: "1" };

/** The child keeps limits of its own, a little wider, for when this process is stopped or gone. */
const widened = (limit: number) => Math.ceil(limit * 1.25);

/** Where `prlimit` is at hand the system refuses memory at once; watching alone comes up to 50 ms late. */
function start({ file, purpose, folder }: StartedAs, limits: ProcessLimits): ChildProcess {
  const own = [widened(limits.residentMiB), widened(limits.timeoutMs)].map(String);
  const node = [process.execPath, "--max-old-space-size=256", file, purpose, ...own];
  const prlimit = "/usr/bin/prlimit";
  // Node's own heap, stacks and arenas count as data too.
  const data = `--data=${(limits.residentMiB + 1024) * mebibyte}`;
  const [command = "", ...args] = isExecutable(prlimit)
    ? [prlimit, data, "--core=0", "--", ...node]
    : node;
  const systemRoot = process.env.SystemRoot;
  return spawn(command, args, {
    cwd: folder,
    env: { ...childEnvironment, ...(systemRoot === undefined ? {} : { SystemRoot: systemRoot }) },
    stdio: ["pipe", "ignore", "ignore", "pipe"],
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

interface Sending {
  readonly signal: AbortSignal | undefined;
  readonly streams: boolean;
}

interface Clock {
  stop(): void;
  /** Begins again at zero. */
  start(): void;
}

function startClock(ms: number, over: () => void): Clock {
  let timeout = setTimeout(over, ms);
  const stop = () => clearTimeout(timeout);
  return {
    stop,
    start: () => {
      stop();
      timeout = setTimeout(over, ms);
    },
  };
}

/** Ends a process that grows too large; returns how to stop watching. */
function watch(
  { pid, folder }: { readonly pid: number | undefined; readonly folder: string },
  limits: ProcessLimits,
  end: (error: unknown) => void,
): () => void {
  let looking = false;
  const look = async () => {
    if (looking || pid === undefined) return;
    looking = true;
    if ((await residentMiB(pid)) > limits.residentMiB) end(tooMuch(limits.residentMiB));
    if (limits.folderMiB !== undefined && (await filesMiB(folder)) > limits.folderMiB)
      end(tooMuchDisk(limits.folderMiB));
    looking = false;
  };
  const interval = setInterval(() => void look(), watchMs);
  return () => clearInterval(interval);
}

/** Size of the files in a folder; one that goes meanwhile counts as nothing. */
async function filesMiB(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder).catch(() => []))
    bytes += await stat(join(folder, name)).then(
      (found) => (found.isFile() ? found.size : 0),
      () => 0,
    );
  return bytes / mebibyte;
}

function cancelled(): PlatformError {
  return new PlatformError("cancelled", "the query was cancelled", "run it again");
}

function tooLong(ms: number): PlatformError {
  return stopped(`it ran longer than ${ms / 1000} s`, "narrow it: fewer days, fewer rows");
}

function tooMuch(mebibytes: number): PlatformError {
  return stopped(
    `it used more than ${mebibytes} MiB of memory`,
    "select fewer rows or columns, or aggregate first",
  );
}

function tooMuchDisk(mebibytes: number): PlatformError {
  return stopped(
    `what it reads takes more than ${mebibytes} MiB of disk`,
    "select fewer columns, or narrow it by a text column",
  );
}

function tooLarge(mebibytes: number): PlatformError {
  return stopped(`its result is larger than ${mebibytes} MiB`, "add a LIMIT, or aggregate");
}

function died(how: string, cause?: unknown): PlatformError {
  const error = stopped(`the query process ended (${how})`, "write it in another way");
  if (cause !== undefined) error.cause = cause;
  return error;
}

const pageKiB = 4;

/** Memory of a process in MiB as the system sees it; 0 where the process is gone or the system does not tell. */
export async function residentMiB(pid: number): Promise<number> {
  try {
    if (process.platform === "linux") return (await residentPages(pid)) * (pageKiB / 1024);
    const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
    return Number(stdout) / 1024;
  } catch {
    return 0;
  }
}

async function residentPages(pid: number): Promise<number> {
  const [, resident] = (await readFile(`/proc/${pid}/statm`, "utf8")).split(" ");
  return Number(resident);
}
