import type { EltProject } from "@lakewright/config";
import { PlatformError } from "../../core/index.ts";
import { columnsText } from "../domain/columns-text.ts";
import type { FollowedTables } from "../domain/followed-column.ts";
import { lineageEvents } from "../domain/lineage-events.ts";
import type { EltOutcome } from "../ports/elt-builder.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import { type EltFailure, failureOf } from "./elt-failure.ts";
import { followBuild } from "./follow-build.ts";
import type { NextState } from "./next-state.ts";
import type { PlannedProject } from "./plan-elt.ts";
import { unbuiltLoadDates } from "./unbuilt-load-dates.ts";

/** A project that was built in the next state, with what stops the state from being published. */
export interface BuiltProject {
  readonly project: EltProject;
  readonly outcome: EltOutcome;
  /** Where the columns of its models come from. */
  readonly columns: FollowedTables;
  readonly failure: EltFailure | undefined;
}

/** Builds one project after the other, up to the first that fails. */
export async function buildInOrder(
  ports: EltPorts,
  state: NextState,
  signal: AbortSignal,
): Promise<readonly BuiltProject[]> {
  const built: BuiltProject[] = [];
  for (const planned of state.plan.projects) {
    const outcome = await buildProject(state, planned, signal);
    const { columns, findings } = await followProject(ports, state, { planned, outcome });
    if (signal.aborted)
      throw new PlatformError("cancelled", "the build was cancelled", "run it again");
    const { project } = planned;
    const failure = failureOf(state, project, { outcome, findings });
    built.push({ project, outcome, columns, failure });
    if (failure) break;
  }
  return built;
}

function buildProject(
  { loadId, full, before, replay, next }: NextState,
  { project, files, relations }: PlannedProject,
  signal: AbortSignal,
): Promise<EltOutcome> {
  const since = full || !before ? {} : unbuiltLoadDates(project.name, relations, before.sequences);
  const { name, modelsFolder: ownFolder } = project;
  return next.run(
    { loadId, project: name, files, ownFolder, sources: relations, since, replay },
    signal,
  );
}

/** Follows the columns of a project as it was built, and keeps them and its lineage beside the build. */
async function followProject(
  ports: EltPorts,
  { platform, environment, loadId, full, before, builtAt, next }: NextState,
  { planned, outcome }: { readonly planned: PlannedProject; readonly outcome: EltOutcome },
) {
  const { name } = planned.project;
  const { tables: columns, findings } = await followBuild(ports, next, {
    governed: planned.governed,
    models: outcome.ok ? outcome.models : [],
    earlierRows: before !== undefined && !full,
  });
  await ports.builder.keep(loadId, `columns-${name}.json`, columnsText(columns));
  const namespace = `${platform}-${environment.standsFor}`;
  const run = { namespace, project: name, runId: loadId, at: builtAt };
  const events = lineageEvents(run, outcome.results, columns).map((event) => JSON.stringify(event));
  await ports.builder.keep(loadId, `openlineage-${name}.jsonl`, `${events.join("\n")}\n`);
  return { columns, findings };
}
