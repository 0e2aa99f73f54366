import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { afterAll } from "vitest";

const bin = join(import.meta.dirname, "../packages/cli/bin/lakewright.mjs");

export interface Ending {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Where `init` makes its secrets files, in place of the user's own settings. */
const settings = mkdtempSync(join(tmpdir(), "lakewright-settings-"));
afterAll(() => rmSync(settings, { recursive: true, force: true }));

/** Starts the built command as a shell would. */
export function start(args: readonly string[], { cwd, env = {} }: CallOptions): ChildProcess {
  const ownEnv = { ...process.env, XDG_CONFIG_HOME: settings, ...env };
  return spawn(process.execPath, [bin, ...args], { cwd, env: ownEnv });
}

/** Runs the built command to its end. */
export async function lakewright(args: readonly string[], options: CallOptions): Promise<Ending> {
  const child = start(args, options);
  child.stdin?.end(options.input ?? "");
  return ending(child);
}

/** Output and exit of a started command. */
export async function ending(child: ChildProcess): Promise<Ending> {
  if (!child.stdout || !child.stderr) throw new Error("the command has no pipes");
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  return { status, stdout, stderr };
}

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lakewright-e2e-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface RunningSandbox {
  readonly url: string;
  /** Variables that connections.yaml reads. */
  readonly env: Record<string, string>;
}

/** Starts a sandbox that ends with the tests of the file. */
export async function startSandbox(...args: string[]): Promise<RunningSandbox> {
  const child = start(["sandbox", "--port", "0", "--json", ...args], { cwd: tmpdir() });
  afterAll(() => stop(child));
  if (!child.stdout) throw new Error("the sandbox has no pipe");
  const exited = once(child, "exit").then(([code]) => {
    throw new Error(`the sandbox ended with ${code}`);
  });
  exited.catch(() => undefined);
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), exited]);
  return JSON.parse(String(line)) as RunningSandbox;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
