import type { PlatformRun, RunRequest } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "../exit-code.ts";
import { showDuration, showNumberOf } from "../output/amounts.ts";
import type { OpenPlatform } from "../platform/open-platform.ts";
import { writeLog } from "../platform/run-log.ts";
import { failureLines, failureOf } from "../report-failure.ts";
import { finishedRuns } from "./finished-run.ts";
import { runProgress } from "./run-progress.ts";
import { runTable } from "./run-table.ts";
import { skippedLines } from "./skipped-lines.ts";

/** Runs what is asked for and reports it: progress and a table on stderr, with `--json` the result on stdout. */
export async function realRun(
  context: Context,
  open: OpenPlatform,
  request: RunRequest,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { runPlatform } = await import("@lakewright/engine");
  const began = Date.now();
  const progress = runProgress(context.io.stderr, open.environment.flows);
  let result: PlatformRun;
  try {
    result = await runPlatform(open.ports, open.environment, request, signal, progress.report);
  } finally {
    await progress.stop();
  }
  await reportRun(context, open, result, { ms: Date.now() - began, signal });
  if (signal.aborted) return exitCodeOf(signal);
  return result.failures.length > 0 ? exitCodes.failed : exitCodes.done;
}

interface Ending {
  readonly ms: number;
  readonly signal: AbortSignal;
}

async function reportRun(
  context: Context,
  open: OpenPlatform,
  result: PlatformRun,
  { ms, signal }: Ending,
): Promise<void> {
  const { say, talk } = context;
  const runs = await finishedRuns(open, result.runs);
  const failures = await failuresOf(result, signal);
  const asJson = jsonOf(open, result, { runs, failures, ms, stopped: signal.aborted });
  await writeLog(open.stateFolder, "info", { command: "run", ...asJson });
  if (context.json) await context.print(JSON.stringify(asJson, null, 2));
  for (const flow of result.recovered)
    await say(`${flow}: an earlier run was killed; what it left was cleaned up`);
  if (runs.length > 0) for (const line of runTable(context, runs)) await say(line);
  for (const { flow, vanished } of result.reconciliations)
    await say(`${flow}: ${showNumberOf(vanished, "row")} vanished at the source`);
  for (const { flow, ...failure } of failures) {
    await say(talk.bold(`${flow} failed`));
    for (const line of failureLines(context, failure)) await say(`  ${line}`);
  }
  for (const line of skippedLines(result.skipped)) await say(talk.dim(line));
  if (result.reconciliations.length > 0 && failures.length === 0) return;
  await say(summaryOf(context, { runs, failures, ms, stopped: signal.aborted }));
}

/** A flow that Ctrl-C stopped did not fail. */
async function failuresOf({ failures }: PlatformRun, signal: AbortSignal) {
  const own = failures.filter(({ error }) => !(signal.aborted && error.code === "cancelled"));
  return Promise.all(own.map(async ({ flow, error }) => ({ flow, ...(await failureOf(error)) })));
}

interface Outcome {
  readonly runs: Awaited<ReturnType<typeof finishedRuns>>;
  readonly failures: Awaited<ReturnType<typeof failuresOf>>;
  readonly ms: number;
  readonly stopped: boolean;
}

function jsonOf(
  { platform, environment }: OpenPlatform,
  { merges, reconciliations, recovered, skipped }: PlatformRun,
  { failures, stopped, ...outcome }: Outcome,
) {
  const ok = failures.length === 0 && !stopped;
  const about = { ok, stopped, platform: platform.name, environment: environment.name };
  return { ...about, ...outcome, failures, merges, reconciliations, recovered, skipped };
}

function summaryOf({ talk }: Context, { runs, failures, ms, stopped }: Outcome): string {
  const rows = runs.reduce((sum, run) => sum + run.rows, 0);
  const loaded = `${showNumberOf(rows, "row")} from ${showNumberOf(runs.length, "flow")}`;
  const took = `in ${showDuration(ms)}`;
  if (stopped) {
    const after = runs.length === 0 ? "" : ` after ${loaded}`;
    return talk.yellow(`stopped${after}; nothing half-done is visible, run again to go on`);
  }
  if (failures.length > 0)
    return talk.red(`${showNumberOf(failures.length, "flow")} failed; ${loaded} ${took}`);
  return runs.length === 0 ? "nothing to load" : talk.green(`${loaded} ${took}`);
}
