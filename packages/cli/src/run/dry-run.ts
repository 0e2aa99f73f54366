import type { PlannedRun, ProjectStatus, RunPlan, RunRequest } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { requirementsFile } from "../elt/requirements-file.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { showCount, showNumberOf } from "../output/amounts.ts";
import { groupedTable, groupsBy } from "../output/grouped-table.ts";
import { talkLook } from "../output/table-look.ts";
import { visibleText } from "../output/visible-text.ts";
import type { OpenPlatform } from "../platform/open-platform.ts";
import { failureLines, failureOf } from "../report-failure.ts";
import type { RunCall } from "./real-run.ts";
import { showWindow } from "./show-window.ts";
import { skippedLines } from "./skipped-lines.ts";

const columns = [
  { title: "object" },
  { title: "kind" },
  { title: "api" },
  { title: "rows", align: "right" },
  { title: "window (UTC)" },
] as const;

/** Prints what a run would do; asks the sources for counts only. */
export async function dryRun(
  context: Context,
  open: OpenPlatform,
  { signal, ...request }: RunCall,
): Promise<ExitCode> {
  const { say, talk } = context;
  const { flows } = request.work;
  const plan = flows ? await planFlows(open, { ...request, names: flows }, signal) : noFlows;
  const projects = await planProjects(open, request.work.projects);
  const failures = await Promise.all(
    plan.failures.map(async ({ flow, error }) => ({ flow, ...(await failureOf(error)) })),
  );
  if (context.json)
    await context.print(
      JSON.stringify({ ok: failures.length === 0, ...plan, failures, projects }, null, 2),
    );
  if (plan.runs.length > 0) for (const line of planTable(context, plan.runs)) await say(line);
  for (const { flow, ...failure } of failures) {
    await say(talk.bold(`${flow} would fail`));
    for (const line of failureLines(context, failure)) await say(`  ${line}`);
  }
  for (const line of skippedLines(plan.skipped)) await say(talk.dim(line));
  for (const { project, would, reason } of projects)
    await say(
      would
        ? `ELT project ${project} would be built: ${reason}`
        : talk.dim(`ELT project ${project}: ${reason}`),
    );
  await say(`${showNumberOf(plan.runs.length, "flow")} would run; nothing was loaded`);
  return failures.length > 0 ? exitCodes.failed : exitCodes.done;
}

const noFlows: RunPlan = { runs: [], skipped: [], failures: [] };

async function planFlows(
  { ports, environment }: OpenPlatform,
  request: RunRequest,
  signal: AbortSignal,
) {
  const { planRuns } = await import("@lakewright/engine");
  return planRuns({ ports, environment, signal }, request);
}

/** As things are now: what the flows of the same run would bring is not known yet. */
async function planProjects(
  { platform, environment, openElt }: OpenPlatform,
  names: readonly string[] | undefined,
) {
  if (names?.length === 0 || !environment.warehouse) return [];
  const { projectStatuses } = await import("@lakewright/engine");
  const ports = openElt(requirementsFile());
  const statuses = await projectStatuses(ports, platform.name, environment);
  const isChosen = (status: ProjectStatus) => names === undefined || names.includes(status.project);
  return statuses.filter(isChosen).map(({ project, due, reason, awaited, next }) => ({
    project,
    would: due || names !== undefined,
    reason: names === undefined ? reason : "it is named",
    awaited,
    next,
  }));
}

function planTable(context: Context, runs: readonly PlannedRun[]): string[] {
  const row = (run: PlannedRun) => [
    visibleText(run.object),
    run.kind,
    run.api,
    run.expectedRows === undefined ? "?" : showCount(run.expectedRows),
    windowOf(run),
  ];
  return groupedTable(
    columns,
    groupsBy(runs, (run) => run.profile, row),
    talkLook(context),
  );
}

/** Records that AppFlow's own first increment leaves out. */
function windowOf({ window, isFirstLoad }: PlannedRun): string {
  if (!isFirstLoad) return showWindow(window);
  return window?.from
    ? `first load: ${showWindow(window)}`
    : "first load: everything (AppFlow alone would read 30 days)";
}
