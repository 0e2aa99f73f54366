import type { EltProject } from "@lakewright/config";
import { alertEvent } from "../../alerts/index.ts";
import { type RowReader, sourceClock } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import { assertUndamaged, readFailure } from "../../query/index.ts";
import { lineageRunId } from "../domain/lineage-events.ts";
import { freshnessLine, type SourceFreshness, sourcesJson } from "../domain/source-freshness.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import type { EltRunEnding } from "../ports/elt-runs.ts";
import { buildLineage, type LineagePorts } from "./build-lineage.ts";
import { type EltFailure, failureLine, oneLine } from "./elt-failure.ts";
import type { BuildWatch } from "./next-state.ts";
import { type EltPlan, type ProjectsCall, planElt } from "./plan-elt.ts";
import { inputStatus } from "./project-status.ts";
import { registerState } from "./publish-build.ts";
import { recoverBuilds, removeBuild } from "./recover-builds.ts";
import { type EltRun, nothingBuilt, runElt } from "./run-elt.ts";
import { hasUndeclaredTables } from "./withdraw-tables.ts";

export type BuildPorts = EltPorts & LineagePorts & { readonly rowReader: RowReader };

export interface BuildCall extends ProjectsCall {
  /** Names the build; absent = by the time of this machine. */
  readonly loadId?: string;
  /** Builds everything from nothing. */
  readonly full: boolean;
  readonly replay: { readonly from: string; readonly to: string } | undefined;
}

/** A build with what was noticed around it. */
export interface Build {
  readonly run: EltRun;
  /** Of the tables that are watched. */
  readonly freshness: readonly SourceFreshness[];
  /** Why lineage was not sent; undefined if it was, or is not to be. */
  readonly lineageError: PlatformError | undefined;
}

/**
 * Builds projects with all that belongs to it: how fresh their tables are, a record of each build, lineage, and one alert for a
 * build that fails. Fails with `file_damaged` where a file of the lake is not as it was loaded.
 */
export async function buildProjects(
  ports: BuildPorts,
  call: BuildCall,
  watch: BuildWatch,
): Promise<Build> {
  const plan = await planElt(ports, call);
  const loadId = call.loadId ?? newLoadId(ports.clock.now());
  const build: PlannedBuild = { ...call, loadId, plan };
  const projects = plan.projects.map(({ project }) => project);
  const lineage = buildLineage(ports, { ...build, projects });
  const closeRecords = await openRecords(ports, build);
  try {
    await recoverBuilds(ports, build.environment);
    const run =
      (await unchangedRun(ports, build)) ??
      staleRun(build) ??
      (await lineage.around(() => buildOfFiles(ports, build, watch)));
    if (run.status !== "unchanged") await keepFreshness(ports, build);
    if (run.failure) await raise(ports, build, run.failure);
    await closeRecords((project) => endingOf(run, project));
    const freshness = [...plan.freshness.values()].flat();
    return { run, freshness, lineageError: lineage.error() };
  } catch (error) {
    await endThrown(ports, build, { error, closeRecords });
    throw error;
  }
}

/** Builds. Fails with `file_damaged` where a file of the lake is not as it was loaded, or was what the build failed because of. */
async function buildOfFiles(
  ports: BuildPorts,
  build: PlannedBuild,
  watch: BuildWatch,
): Promise<EltRun> {
  const relations = build.plan.projects.flatMap((project) => project.relations);
  await assertUndamaged(ports, relations, "end");
  const run = await runElt(ports, build, watch);
  if (!run.failure) return run;
  const { said, failed } = run.failure;
  const words = [said, ...failed.map(({ message }) => message)].filter((each) =>
    ofEngine.test(each),
  );
  const error = words.map((each) => new Error(each)).find((each) => ports.rowReader.suspects(each));
  if (!error) return run;
  const reason = await readFailure(ports, relations, { error, signal: watch.signal });
  if (reason instanceof PlatformError) throw reason;
  return run;
}

/** How dbt passes on what the engine said; rows that a test finds are no failure of the engine. */
const ofEngine = /\b(Runtime|Database) Error\b/;

interface PlannedBuild extends BuildCall {
  readonly loadId: string;
  readonly plan: EltPlan;
}

/** Names a build by the time at which it begins. */
function newLoadId(now: Date): string {
  return `elt-${now.toISOString().replace(/[-:.]/g, "")}`;
}

type CloseRecords = (ending: (project: string) => Omit<EltRunEnding, "endedAt">) => Promise<void>;

/** Opens a record of each project; returns what closes them. */
async function openRecords(
  ports: BuildPorts,
  { loadId, plan }: PlannedBuild,
): Promise<CloseRecords> {
  const startedAt = await sourceClock(ports);
  for (const [project, input] of plan.inputs)
    await ports.eltRuns.open({ loadId, project, startedAt, input });
  return async (ending) => {
    const endedAt = await sourceClock(ports);
    for (const project of plan.inputs.keys())
      await ports.eltRuns.close({ loadId, project }, { ...ending(project), endedAt });
  };
}

/** Projects that were published one by one need not be built again together. */
async function unchangedRun(
  ports: BuildPorts,
  { full, replay, plan }: PlannedBuild,
): Promise<EltRun | undefined> {
  const published = await ports.snapshots.published();
  if (!published || full || replay) return undefined;
  if (await hasUndeclaredTables(ports.catalog, plan.warehouse)) return undefined;
  for (const [project, input] of plan.inputs) {
    const runs = await ports.eltRuns.runs(project, 100);
    if (inputStatus(input, runs) !== "published") return undefined;
  }
  await registerState(ports, published.loadId);
  return { ...nothingBuilt, status: "unchanged", loadId: published.loadId };
}

/** The run of a build that a stale table stops before it begins, where the project asks for that. */
function staleRun({ loadId, environment, plan }: PlannedBuild): EltRun | undefined {
  for (const { project } of plan.projects) {
    const { name, owner, freshness: limits } = project;
    const stale = (plan.freshness.get(name) ?? []).filter(({ status }) => status === "stale");
    if (limits.onStale !== "stop" || stale.length === 0) continue;
    const marts = environment.warehouse?.marts.filter((mart) => mart.project === name) ?? [];
    const failure: EltFailure = {
      loadId,
      project: name,
      owner,
      failed: stale.map((each) => ({
        kind: "source",
        name: each.table,
        message: freshnessLine(each),
      })),
      downstream: marts.flatMap(({ tables }) => tables.map((table) => table.name)).sort(),
      file: "",
      said: "",
    };
    return { ...nothingBuilt, status: "failed", loadId, failure };
  }
  return undefined;
}

async function keepFreshness(ports: BuildPorts, { loadId, plan }: PlannedBuild): Promise<void> {
  const at = await sourceClock(ports);
  for (const [project, freshness] of plan.freshness) {
    const invocationId = lineageRunId(loadId, project);
    const sources = sourcesJson(freshness, { project, at, invocationId });
    await ports.builder.keep(loadId, `${project}/sources.json`, JSON.stringify(sources));
  }
}

/** One for each build: its id is that of the build. */
async function raise(ports: BuildPorts, { environment }: PlannedBuild, failure: EltFailure) {
  const alert = alertEvent({
    id: `${failure.loadId}-failed`,
    "detail-type": "Lakewright ELT Build Failed",
    environment,
    at: ports.clock.now(),
    detail: { ...failure },
  });
  await ports.events.raise(alert);
}

/** Closes the records of a build that threw, removes its unfinished state, and raises an alert unless somebody stopped it. */
async function endThrown(
  ports: BuildPorts,
  build: PlannedBuild,
  { error, closeRecords }: { readonly error: unknown; readonly closeRecords: CloseRecords },
): Promise<void> {
  const known = error instanceof PlatformError ? error : undefined;
  const cancelled = known?.code === "cancelled" || known?.code === "flow_busy";
  const message = oneLine(error instanceof Error ? error.message : String(error));
  await closeRecords(() => ({ status: cancelled ? "cancelled" : "failed", message }));
  await removeUnfinished(ports, build);
  const [first] = build.plan.projects;
  if (known && !cancelled && first)
    await raise(ports, build, thrownFailure(build, first.project, known));
}

async function removeUnfinished(
  ports: BuildPorts,
  { loadId, environment }: PlannedBuild,
): Promise<void> {
  const kept = await ports.snapshots.kept();
  if (!kept.some((state) => state.loadId === loadId)) await removeBuild(ports, environment, loadId);
}

function thrownFailure(
  { loadId }: PlannedBuild,
  { name, owner }: EltProject,
  { code, message }: PlatformError,
): EltFailure {
  const failed = [{ kind: "other" as const, name: code, message }];
  return { loadId, project: name, owner, failed, downstream: [], file: "", said: "" };
}

/** Of projects that are built together, one that fails keeps the others from being published. */
function endingOf({ status, failure }: EltRun, project: string): Omit<EltRunEnding, "endedAt"> {
  if (!failure) return { status, message: "" };
  if (failure.project !== project)
    return { status: "cancelled", message: `project ${failure.project} failed` };
  return { status: "failed", message: failureLine(failure) };
}
