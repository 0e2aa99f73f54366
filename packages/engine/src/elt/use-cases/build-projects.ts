import type { EltProject } from "@lakewright/config";
import { alertEvent } from "../../alerts/index.ts";
import { sourceClock } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import { lineageRunId } from "../domain/lineage-events.ts";
import { freshnessLine, type SourceFreshness, sourcesJson } from "../domain/source-freshness.ts";
import type { EltProgress } from "../ports/elt-builder.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import type { EltRunEnding } from "../ports/elt-runs.ts";
import { buildLineage, type LineagePorts } from "./build-lineage.ts";
import type { EltFailure } from "./elt-failure.ts";
import { chooseProjects, digestOf, planProject, warehouseOf } from "./plan-elt.ts";
import { feedsFreshness, projectFeeds } from "./project-feeds.ts";
import { judgeInput } from "./project-status.ts";
import { type EltCall, type EltRun, newLoadId, runElt } from "./run-elt.ts";

export type BuildPorts = EltPorts & LineagePorts;

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
 * build that fails.
 */
export async function buildProjects(
  ports: BuildPorts,
  call: EltCall,
  signal: AbortSignal,
  report: (progress: EltProgress) => void,
): Promise<Build> {
  const projects = chooseProjects(warehouseOf(call.environment), call.names);
  const loadId = call.loadId ?? newLoadId(ports.clock.now());
  const inputs = await inputsOf(ports, call, projects);
  const freshness = await freshnessOf(ports, call, projects);
  const lineage = buildLineage(ports, { ...call, loadId, projects });
  const closed = await openRecords(ports, loadId, inputs);
  try {
    const run =
      (await publishedBefore(ports, call, inputs)) ??
      staleStop(loadId, call, projects, freshness) ??
      (await lineage.around(() => runElt(ports, { ...call, loadId }, signal, report)));
    if (run.status !== "unchanged") await keepFreshness(ports, loadId, freshness);
    if (run.failure) await raise(ports, call, run.failure);
    await closed((project) => endingOf(run, project));
    return { run, freshness: [...freshness.values()].flat(), lineageError: lineage.error() };
  } catch (error) {
    const known = error instanceof PlatformError ? error : undefined;
    const cancelled = known?.code === "cancelled" || known?.code === "flow_busy";
    const message = error instanceof Error ? error.message : String(error);
    await closed(() => ({ status: cancelled ? "cancelled" : "failed", message }));
    await removeUnknown(ports, loadId);
    const [first] = projects;
    if (known && !cancelled && first) await raise(ports, call, thrownFailure(loadId, first, known));
    throw error;
  }
}

/** What a build left that ended before it became a state. */
async function removeUnknown(ports: BuildPorts, loadId: string): Promise<void> {
  const kept = await ports.snapshots.kept();
  if (!kept.some((state) => state.loadId === loadId))
    await ports.builder.remove(ports.fileOf(loadId));
}

type Inputs = ReadonlyMap<string, string>;
type Freshness = ReadonlyMap<string, readonly SourceFreshness[]>;

async function inputsOf(
  ports: BuildPorts,
  { platform, environment }: EltCall,
  projects: readonly EltProject[],
): Promise<Inputs> {
  const warehouse = warehouseOf(environment);
  const inputs = new Map<string, string>();
  for (const project of projects) {
    const planned = await planProject(ports, platform, environment, warehouse, project);
    inputs.set(project.name, digestOf([planned]));
  }
  return inputs;
}

async function freshnessOf(
  ports: BuildPorts,
  { environment }: EltCall,
  projects: readonly EltProject[],
): Promise<Freshness> {
  const now = await sourceClock(ports);
  const found = new Map<string, readonly SourceFreshness[]>();
  for (const project of projects) {
    const feeds = await projectFeeds(ports, environment, project);
    found.set(project.name, feedsFreshness(feeds, project, now));
  }
  return found;
}

/** Opens a record of each project, and gives what closes them. */
async function openRecords(ports: BuildPorts, loadId: string, inputs: Inputs) {
  const startedAt = await sourceClock(ports);
  for (const [project, input] of inputs)
    await ports.eltRuns.open({ loadId, project, startedAt, input });
  return async (ending: (project: string) => Omit<EltRunEnding, "endedAt">): Promise<void> => {
    const endedAt = await sourceClock(ports);
    for (const project of inputs.keys())
      await ports.eltRuns.close({ loadId, project }, { ...ending(project), endedAt });
  };
}

/** Projects that were published one by one need not be built again together. */
async function publishedBefore(
  ports: BuildPorts,
  { full, replay }: EltCall,
  inputs: Inputs,
): Promise<EltRun | undefined> {
  const published = await ports.snapshots.published();
  if (!published || full || replay) return undefined;
  for (const [project, input] of inputs) {
    const runs = await ports.eltRuns.runs(project, 100);
    if (judgeInput(input, runs) !== "published") return undefined;
  }
  return { ...nothingBuilt, status: "unchanged", loadId: published.loadId };
}

const nothingBuilt = {
  results: [],
  failure: undefined,
  tables: 0,
  beginMs: 0,
  dbtMs: 0,
  notFollowed: [],
} as const;

/** A build that a stale table stops before it has begun, where the project wants that. */
function staleStop(
  loadId: string,
  { environment }: EltCall,
  projects: readonly EltProject[],
  freshness: Freshness,
): EltRun | undefined {
  for (const { name, owner, freshness: limits } of projects) {
    const stale = (freshness.get(name) ?? []).filter(({ status }) => status === "stale");
    if (limits.onStale !== "stop" || stale.length === 0) continue;
    const marts = environment.warehouse?.marts.filter(({ project }) => project === name) ?? [];
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

async function keepFreshness(ports: BuildPorts, loadId: string, found: Freshness): Promise<void> {
  const at = await sourceClock(ports);
  for (const [project, freshness] of found) {
    const sources = sourcesJson(project, freshness, at, lineageRunId(loadId, project));
    await ports.builder.keep(loadId, `${project}/sources.json`, JSON.stringify(sources));
  }
}

/** One for each build: its id is that of the build. */
async function raise(ports: BuildPorts, { environment }: EltCall, failure: EltFailure) {
  const alert = alertEvent({
    id: `${failure.loadId}-failed`,
    "detail-type": "Lakewright ELT Build Failed",
    environment,
    at: ports.clock.now(),
    detail: { ...failure },
  });
  await ports.events.raise(alert);
}

function thrownFailure(
  loadId: string,
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
  const [first] = failure.failed;
  const more = failure.failed.length > 1 ? `, and ${failure.failed.length - 1} more` : "";
  const message = first ? `${first.kind.replace("_", " ")} ${first.name}${more}` : "dbt ended";
  return { status: "failed", message };
}
