import type { Io, Output } from "../src/io.ts";

export interface MemoryIo extends Io {
  /** Text written so far. */
  out(): string;
  err(): string;
}

export interface MemoryIoOptions {
  readonly isTerminal?: boolean;
  readonly input?: string;
  readonly answer?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** A terminal, or a pipe, that only remembers. */
export function memoryIo(options: MemoryIoOptions = {}): MemoryIo {
  const { isTerminal = false, cwd = "/nowhere", env = {} } = options;
  const stdout = memoryOutput(isTerminal);
  const stderr = memoryOutput(isTerminal);
  return {
    stdout,
    stderr,
    out: stdout.written,
    err: stderr.written,
    env,
    cwd,
    nodeVersion: "20.19.0",
    readInput: async () => options.input ?? "",
    ask: async () => options.answer,
    catchInterrupts: () => options.signal ?? new AbortController().signal,
  };
}

function memoryOutput(isTerminal: boolean): Output & { written(): string } {
  let content = "";
  return {
    isTerminal,
    hasColour: false,
    isClosed: () => false,
    columns: () => 80,
    write: async (text) => {
      content += text;
    },
    written: () => content,
  };
}
