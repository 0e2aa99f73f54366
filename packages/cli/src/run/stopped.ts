import type { Context } from "../command.ts";
import { type ExitCode, exitCodeOf } from "../exit-code.ts";
import { isPlatformError } from "../report-failure.ts";

/** A signal ends whatever was going on; what it interrupted is no failure of its own. */
export async function stopped(
  context: Context,
  error: unknown,
  signal: AbortSignal,
): Promise<ExitCode> {
  if (!signal.aborted || !isPlatformError(error)) throw error;
  await context.say("stopped");
  return exitCodeOf(signal);
}
