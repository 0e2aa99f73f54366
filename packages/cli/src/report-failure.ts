import type { PlatformError } from "@lakewright/engine";
import { CallError } from "./call/call-error.ts";
import type { Context } from "./command.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { visibleText } from "./output/visible-text.ts";
import { InvalidPlatform, reportProblems } from "./platform/invalid-platform.ts";
import { logFile } from "./platform/run-log.ts";

/** Reports a failure on stderr, with `--json` also on stdout, and returns the exit code. */
export async function reportFailure(context: Context, error: unknown): Promise<ExitCode> {
  if (error instanceof InvalidPlatform) return reportProblems(context, error);
  if (error instanceof CallError) {
    await sayFailure(context, { code: "call", message: error.message, hint: error.hint });
    return exitCodes.badCall;
  }
  if (isPlatformError(error)) {
    await sayFailure(context, await failureOf(error));
    return wrongCalls.has(error.code) ? exitCodes.badCall : exitCodes.failed;
  }
  return reportBug(context, error);
}

/** Failures that only another call can fix. */
const wrongCalls: ReadonlySet<PlatformError["code"]> = new Set(["unknown_name", "sql_refused"]);

/** A failure as people and programs read it. */
export interface Failure {
  /** `LW2001`, or `call` or `bug`. */
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
}

/** Message and hint of a PlatformError, under its stable code. */
export async function failureOf(error: PlatformError): Promise<Failure> {
  const { errorCodes } = await import("@lakewright/engine");
  return { code: errorCodes[error.code], message: error.message, hint: error.hint };
}

/** `CODE  message` and the hint on a line of its own. */
export function failureLines(context: Context, { code, message, hint }: Failure): string[] {
  const head = /^LW\d/.test(code) ? `${code}  ${visibleText(message)}` : visibleText(message);
  const lines = [context.talk.red(head)];
  return hint === undefined ? lines : [...lines, `  hint: ${visibleText(hint)}`];
}

/** By name: the engine is not loaded just to find out that it threw nothing. */
export function isPlatformError(error: unknown): error is PlatformError {
  return error instanceof Error && error.name === "PlatformError";
}

async function sayFailure(context: Context, failure: Failure): Promise<void> {
  for (const line of failureLines(context, failure)) await context.say(line);
  if (context.json) await context.print(JSON.stringify({ ok: false, error: failure }));
}

async function reportBug(context: Context, error: unknown): Promise<ExitCode> {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? message) : message;
  const log = await logFile(context, stack);
  const where =
    log === undefined ? "LAKEWRIGHT_DEBUG=1 shows where it happened" : `details: ${log}`;
  const hint = `this is a bug in lakewright, please report it; ${where}`;
  await sayFailure(context, { code: "bug", message, hint });
  if (context.io.env.LAKEWRIGHT_DEBUG === "1") await context.say(stack);
  return exitCodes.failed;
}
