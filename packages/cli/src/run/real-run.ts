import type { PlatformRun, RunRequest, Work } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "../exit-code.ts";
import { showCount, showDuration, showNumberOf } from "../output/amounts.ts";
import type { OpenPlatform } from "../platform/open-platform.ts";
import { writeLog } from "../platform/run-log.ts";
import { failureLines, failureOf } from "../report-failure.ts";
import { unfilledLines } from "../status/uncertain-lines.ts";
import { finishedRuns } from "./finished-run.ts";
import { runProgress } from "./run-progress.ts";
import { type ProjectsReport, runProjectsOf } from "./run-projects.ts";
import { runTable } from "./run-table.ts";
import { skippedLines } from "./skipped-lines.ts";

/** Runs what is asked for and reports it: progress and a table on stderr, with `--json` the result on stdout. */
export async function realRun(
  context: Context,
  open: OpenPlatform,
  call: RunCall,
): Promise<ExitCode> {
  open.assertWritable();
  const began = Date.now();
  const { signal, ...request } = call;
  const { flows, projects } = request.work;
  const result = flows ? await runFlows(context, open, { ...call, names: flows }) : nothing;
  const ending = { ms: Date.now() - began, signal };
  const report = await reportOf(open, result, ending);
  if (flows) await sayFlows(context, result, report);
  const wantsElt =
    open.environment.warehouse?.projects.length &&
    !request.reconcile &&
    !request.refresh &&
    !signal.aborted;
  const elt =
    wantsElt && projects?.length !== 0
      ? await runProjectsOf(context, open, {
          names: projects,
          full: request.full && projects !== undefined,
          signal,
        })
      : undefined;
  if (elt && signal.aborted)
    await context.say(
      context.talk.yellow("stopped; nothing unfinished is visible, run again to continue"),
    );
  const asJson = jsonOf(open, { result, outcome: { ...report, stopped: signal.aborted }, elt });
  await writeLog(open.stateFolder, "info", { command: "run", ...asJson });
  if (context.json) await context.print(JSON.stringify(asJson, null, 2));
  if (signal.aborted) return exitCodeOf(signal);
  return asJson.ok ? exitCodes.done : exitCodes.failed;
}

/** A request, and the flows and ELT projects that it names. */
export interface RunCall extends RunRequest {
  readonly full: boolean;
  readonly work: Work;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
}

const nothing: PlatformRun = {
  runs: [],
  merges: [],
  reconciliations: [],
  refreshes: [],
  failures: [],
  recovered: [],
  skipped: [],
};

async function runFlows(
  { io }: Context,
  { ports, environment }: OpenPlatform,
  { signal, ...request }: RunRequest & Pick<RunCall, "signal">,
): Promise<PlatformRun> {
  const { runPlatform } = await import("@lakewright/engine");
  const progress = runProgress(io.stderr, environment.flows);
  try {
    return await runPlatform({ ports, environment, signal, report: progress.report }, request);
  } finally {
    await progress.stop();
  }
}

interface Ending {
  readonly ms: number;
  readonly signal: AbortSignal;
}

async function reportOf(
  open: OpenPlatform,
  result: PlatformRun,
  { ms, signal }: Ending,
): Promise<Outcome> {
  const runs = await finishedRuns(open, result.runs);
  const failures = await failuresOf(result, signal);
  const unfilled = await unfilledLinesOf(open, result);
  return { runs, failures, unfilled, ms, stopped: signal.aborted };
}

async function sayFlows(context: Context, result: PlatformRun, outcome: Outcome): Promise<void> {
  const { say, talk } = context;
  const { runs, failures, unfilled } = outcome;
  for (const flow of result.recovered)
    await say(`${flow}: an earlier run was killed; what it left was cleaned up`);
  if (runs.length > 0) for (const line of runTable(context, runs)) await say(line);
  for (const { flow, vanished, missing, older } of result.reconciliations)
    await say(
      `${flow}: ${showNumberOf(vanished, "row")} no longer at the source, ${showCount(missing)} missing and ${showCount(older)} older here${missing + older > 0 ? ", read again" : ""}`,
    );
  for (const { flow, fields, rows } of result.refreshes)
    await say(`${flow}: ${fields.join(", ")} read again, ${showNumberOf(rows, "row")} differed`);
  for (const { flow, ...failure } of failures) {
    await say(talk.bold(`${flow} failed`));
    for (const line of failureLines(context, failure)) await say(`  ${line}`);
  }
  for (const { object, api, otherApi } of runs)
    if (otherApi !== undefined) await say(talk.yellow(`${object} was read by ${api}: ${otherApi}`));
  const held = heldLine(runs);
  if (held) await say(talk.dim(held));
  for (const line of skippedLines(result.skipped)) await say(talk.dim(line));
  for (const line of unfilled) await say(talk.yellow(line));
  const compared = result.reconciliations.length + result.refreshes.length;
  if (compared > 0 && runs.length + failures.length === 0) return;
  await say(summaryOf(context, outcome));
}

/** Rows that overlaps read again: what the source sent, less what came into the lake. */
function heldLine(runs: Outcome["runs"]): string | undefined {
  const held = runs.reduce((sum, { rows, rowsRead }) => sum + rowsRead - rows, 0);
  if (held === 0) return undefined;
  return `${showNumberOf(held, "row")} more read again by overlaps, unchanged and not written again`;
}

/** A flow that Ctrl-C stopped did not fail. */
async function failuresOf({ failures }: PlatformRun, signal: AbortSignal) {
  const own = failures.filter(({ error }) => !(signal.aborted && error.code === "cancelled"));
  return Promise.all(own.map(async ({ flow, error }) => ({ flow, ...(await failureOf(error)) })));
}

/** Fields of the flows that just ran that are empty in rows which have not changed since. */
async function unfilledLinesOf({ ports, environment }: OpenPlatform, { runs }: PlatformRun) {
  const { uncertainFields } = await import("@lakewright/engine");
  const names = new Set(runs.map(({ flow }) => flow));
  const lines: string[] = [];
  for (const flow of environment.flows.filter(({ name }) => names.has(name))) {
    const { unfilled } = await uncertainFields(ports, flow);
    lines.push(...unfilledLines({ ...flow, unfilledFields: unfilled }));
  }
  return lines;
}

interface Outcome {
  readonly unfilled: readonly string[];
  readonly runs: Awaited<ReturnType<typeof finishedRuns>>;
  readonly failures: Awaited<ReturnType<typeof failuresOf>>;
  readonly ms: number;
  readonly stopped: boolean;
}

interface FinishedWork {
  readonly result: PlatformRun;
  readonly outcome: Outcome;
  readonly elt: ProjectsReport | undefined;
}

function jsonOf({ platform, environment }: OpenPlatform, { result, outcome, elt }: FinishedWork) {
  const { merges, reconciliations, refreshes, recovered, skipped } = result;
  const { failures, unfilled: _, stopped, ...loaded } = outcome;
  const ok = failures.length === 0 && !stopped && elt?.ok !== false;
  const about = { ok, stopped, platform: platform.name, environment: environment.name };
  const flows = { ...loaded, failures, merges, reconciliations, refreshes, recovered, skipped };
  return { ...about, ...flows, ...(elt ? { elt: elt.json } : {}) };
}

function summaryOf({ talk }: Context, { runs, failures, ms, stopped }: Outcome): string {
  const rows = runs.reduce((sum, run) => sum + run.rows, 0);
  const loaded = `${showNumberOf(rows, "row")} from ${showNumberOf(runs.length, "flow")}`;
  const took = `in ${showDuration(ms)}`;
  if (stopped) {
    const after = runs.length === 0 ? "" : ` after ${loaded}`;
    return talk.yellow(`stopped${after}; nothing unfinished is visible, run again to continue`);
  }
  if (failures.length > 0)
    return talk.red(`${showNumberOf(failures.length, "flow")} failed; ${loaded} ${took}`);
  return runs.length === 0 ? "nothing to load" : talk.green(`${loaded} ${took}`);
}
