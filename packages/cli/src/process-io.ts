import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import type { WriteStream } from "node:tty";
import type { Io, Output } from "./io.ts";

type Process = typeof globalThis.process;

/** The Io of a real process. */
export function processIo(process: Process): Io {
  const { env, stdin } = process;
  const interrupts = new AbortController();
  const { signal } = interrupts;
  return {
    stdout: streamOutput(process.stdout, { env, signal }),
    stderr: streamOutput(process.stderr, { env, signal }),
    env,
    cwd: process.cwd(),
    nodeVersion: process.versions.node,
    readInput: () => text(stdin),
    ask: (question) => askOnTerminal(process, question),
    catchInterrupts: () => catchInterrupts(process, interrupts),
  };
}

interface OutputSettings {
  readonly env: Process["env"];
  /** Ends the wait for a reader that takes nothing more. */
  readonly signal: AbortSignal;
}

function streamOutput(stream: WriteStream, { env, signal }: OutputSettings): Output {
  let closed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    closed = true;
  });
  const isTerminal = stream.isTTY === true;
  return {
    isTerminal,
    hasColour: isTerminal && !env.NO_COLOR && env.TERM !== "dumb",
    isClosed: () => closed,
    columns: () => (isTerminal ? stream.columns || 80 : 80),
    async write(content) {
      if (closed || stream.write(content)) return;
      await drained(stream, signal);
    },
  };
}

/** Until the stream takes more, or has gone, or nobody wants to wait; leaves no listener behind. */
async function drained(stream: WriteStream, interrupted: AbortSignal): Promise<void> {
  if (interrupted.aborted) return;
  const done = new AbortController();
  const { signal } = done;
  const events = [
    ...["drain", "close", "error"].map((name) => once(stream, name, { signal })),
    once(interrupted, "abort", { signal }),
  ];
  await Promise.race(events).catch(() => undefined);
  done.abort();
  await Promise.allSettled(events);
}

async function askOnTerminal(process: Process, question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = once(lines, "close").then(() => undefined);
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    return await Promise.race([lines.question(question), ended]);
  } finally {
    lines.close();
  }
}

function catchInterrupts(process: Process, controller: AbortController): AbortSignal {
  for (const [name, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(code);
      controller.abort(name);
    });
  return controller.signal;
}
