import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const bin = join(import.meta.dirname, "..", "..", "packages", "cli", "bin", "lakewright.mjs");

/** How a command ended. */
export interface Ended {
  /** Exit code; null if a signal ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

type CallOptions = Pick<SpawnOptions, "cwd" | "env" | "detached">;

/** Starts `lakewright` as a shell would. `env` is added to this process's environment. */
export function startLakewright(args: readonly string[], options: CallOptions = {}): Running {
  return startProgram(process.execPath, [bin, ...args], options);
}

/** The command as one line for a shell, to put something such as `ulimit` in front of it. */
export function startInShell(setup: string, args: readonly string[], options: CallOptions) {
  const script = `${setup}; exec "$0" "$@"`;
  return startProgram("bash", ["-c", script, process.execPath, bin, ...args], options);
}

/** Runs `lakewright` to its end, however it ends. */
export function lakewright(args: readonly string[], options: CallOptions = {}): Promise<Ended> {
  return startLakewright(args, options).ended;
}

function startProgram(program: string, args: readonly string[], options: CallOptions): Running {
  const env = { ...process.env, NO_COLOR: "1", ...options.env };
  const child = spawn(program, args, { ...options, env, stdio: ["ignore", "pipe", "pipe"] });
  const end = async (): Promise<Ended> => {
    const [stdout, stderr, [status, signal]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>,
    ]);
    return { status, signal, stdout, stderr };
  };
  return { child, ended: end() };
}
