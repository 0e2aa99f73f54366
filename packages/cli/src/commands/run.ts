import { CallError } from "../call/call-error.ts";
import type { Command, Context } from "../command.ts";
import { type ExitCode, exitCodeOf } from "../exit-code.ts";
import { withPlatform } from "../platform/open-platform.ts";
import { isPlatformError } from "../report-failure.ts";
import { dryRun } from "../run/dry-run.ts";
import { realRun } from "../run/real-run.ts";

/** `lakewright run` */
export const run: Command = {
  name: "run",
  summary: "load what is due, or the flows that are named",
  usage: "run [names…] [--full | --from DATE --to DATE | --reconcile] [--dry-run] [options]",
  details: [
    "A name is a flow, an object, a table or a profile. Without names everything runs that its schedule says is due.",
    "Each flow is loaded, registered in the catalog and, where it pays, merged. Ctrl-C stops cleanly: what was not",
    "finished is not visible, and the next run takes up from there.",
  ],
  options: {
    full: { summary: "read everything again, whatever was loaded before" },
    from: { takes: "DATE", summary: "read changes from this day or time on (UTC); needs names" },
    to: { takes: "DATE", summary: "read changes before this day or time (UTC); needs names" },
    reconcile: {
      summary: "load nothing: compare keys with the source and record rows that vanished there",
    },
    "dry-run": { summary: "say what would run and which window it would read; load nothing" },
  },
  examples: [
    "lakewright run",
    "lakewright run --dry-run",
    "lakewright run Account Contact",
    "lakewright run Account --full",
    "lakewright run Account --from 2024-01-01 --to 2024-02-01",
    "lakewright run Account --reconcile",
    "lakewright run --json | jq '.runs[] | {object, rows}'",
  ],
  mostNames: Number.POSITIVE_INFINITY,
  run: async (context) => {
    const request = requestOf(context);
    const signal = context.io.catchInterrupts();
    return withPlatform(context, (open) =>
      context.options.has("dry-run")
        ? dryRun(context, open, request, signal)
        : realRun(context, open, request, signal),
    ).catch((error: unknown) => stopped(context, error, signal));
  },
};

function requestOf({ names, options }: Context) {
  const full = options.has("full");
  const [from, to] = [options.date("from"), options.date("to")];
  const asksWindow = from !== undefined || to !== undefined;
  if (asksWindow && full)
    throw new CallError("--full reads everything, --from and --to read a window", "leave one out");
  if (asksWindow && names.length === 0)
    throw new CallError(
      "--from and --to need the names of the flows to read",
      "lakewright run Account --from …",
    );
  if (from && to && from >= to) throw new CallError("--from must lie before --to");
  const reconcile = options.has("reconcile");
  if (reconcile && (full || asksWindow || options.has("dry-run")))
    throw new CallError(
      "--reconcile loads nothing",
      "leave out --full, --from, --to and --dry-run",
    );
  return { names, full, reconcile, ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** A signal ends whatever was going on; what it interrupted is no failure of its own. */
async function stopped(context: Context, error: unknown, signal: AbortSignal): Promise<ExitCode> {
  if (!signal.aborted || !isPlatformError(error)) throw error;
  await context.say("stopped");
  return exitCodeOf(signal);
}
