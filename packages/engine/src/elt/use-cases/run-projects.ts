import type { Environment } from "@lakewright/config";
import { alertEvent } from "../../alerts/index.ts";
import { PlatformError } from "../../core/index.ts";
import { waitingFor } from "../domain/due-project.ts";
import { eltUnavailable } from "../domain/elt-unavailable.ts";
import { type Build, type BuildPorts, buildProjects } from "./build-projects.ts";
import type { BuildWatch } from "./next-state.ts";
import { type ProjectStatus, projectStatuses } from "./project-status.ts";

export interface DueProjectsCall {
  readonly platform: string;
  readonly environment: Environment;
  /** Projects to build whether they are due or not; undefined = those that are due. */
  readonly names: readonly string[] | undefined;
  /** Builds everything from nothing. */
  readonly full: boolean;
}

export interface ProjectsRun {
  readonly builds: readonly (Build & { readonly project: string; readonly ms: number })[];
  readonly failures: readonly { readonly project: string; readonly error: PlatformError }[];
  /** Projects that are not due, with the reason. */
  readonly skipped: readonly { readonly project: string; readonly reason: string }[];
  /** Projects whose deadline of today has passed without a start. */
  readonly late: readonly LateProject[];
  /** Due projects that this machine cannot build, and why; undefined if it can, or if nothing was due. */
  readonly missing: { readonly reason: string; readonly projects: readonly string[] } | undefined;
}

export interface LateProject {
  readonly project: string;
  readonly owner: string;
  readonly deadline: Date;
  /** Tables that it waits for, or why it could have started. */
  readonly reason: string;
}

interface ProjectsWatch extends BuildWatch {
  readonly say: (text: string) => void;
}

/**
 * Builds the projects that are due, or those that are named, each by itself: one that fails does not stop the others. Where dbt
 * cannot run, named projects fail, and due ones are `missing`. Afterwards an alert is raised for each project whose deadline has
 * passed without a start, once a day.
 */
export async function runProjects(
  ports: BuildPorts,
  { platform, environment, names, full }: DueProjectsCall,
  { signal, report, say }: ProjectsWatch,
): Promise<ProjectsRun> {
  const statuses = await projectStatuses(ports, platform, environment);
  const chosen = statuses.filter(({ project, due }) => names?.includes(project) ?? due);
  const skipped = statuses
    .filter((status) => names === undefined && !chosen.includes(status))
    .map(({ project, reason }) => ({ project, reason }));
  const reason = chosen.length > 0 ? await ports.builder.prepare(say) : undefined;
  if (reason !== undefined)
    return notBuilt(reason, { chosen, skipped, areNamed: names !== undefined });
  const builds: (Build & { project: string; ms: number })[] = [];
  const failures: { project: string; error: PlatformError }[] = [];
  for (const { project } of chosen) {
    if (signal.aborted) break;
    const began = performance.now();
    const call = { platform, environment, names: [project], full, replay: undefined };
    try {
      const build = await buildProjects(ports, call, { signal, report });
      builds.push({ ...build, project, ms: performance.now() - began });
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      if (!(signal.aborted && error.code === "cancelled")) failures.push({ project, error });
    }
  }
  const late = signal.aborted ? [] : await raiseLate(ports, platform, environment);
  return { builds, failures, skipped, late, missing: undefined };
}

interface ProjectsNotBuilt extends Pick<ProjectsRun, "skipped"> {
  readonly chosen: readonly ProjectStatus[];
  readonly areNamed: boolean;
}

/** The run where dbt cannot run: nobody is called late for it. */
function notBuilt(reason: string, { chosen, skipped, areNamed }: ProjectsNotBuilt): ProjectsRun {
  const projects = chosen.map(({ project }) => project);
  const failures = projects.map((project) => ({ project, error: eltUnavailable(reason) }));
  const none = { builds: [], skipped, late: [] };
  return areNamed
    ? { ...none, failures, missing: undefined }
    : { ...none, failures: [], missing: { reason, projects } };
}

/** Projects whose deadline has passed; each is raised once a day. */
async function raiseLate(
  ports: BuildPorts,
  platform: string,
  environment: Environment,
): Promise<readonly LateProject[]> {
  const late = lateProjects(await projectStatuses(ports, platform, environment));
  for (const { project, owner, deadline, reason } of late)
    await ports.events.raise(
      alertEvent({
        id: `${platform}-${environment.standsFor}-${project}-not-started-${deadline.toISOString().slice(0, 10)}`,
        "detail-type": "Lakewright ELT Not Started In Time",
        environment,
        at: ports.clock.now(),
        detail: { project, owner, deadline: deadline.toISOString(), reason },
      }),
    );
  return late;
}

/** Projects whose deadline of today has passed without a start. */
export function lateProjects(statuses: readonly ProjectStatus[]): readonly LateProject[] {
  return statuses.flatMap(({ project, owner, missed, awaited, reason }) =>
    missed
      ? [
          {
            project,
            owner,
            deadline: missed,
            reason: awaited.length > 0 ? waitingFor(awaited) : reason,
          },
        ]
      : [],
  );
}
