import type { EltProject, Environment } from "@lakewright/config";
import type { Snapshot } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import { columnsText } from "../domain/columns-text.ts";
import { type FollowedTables, notFollowedColumns } from "../domain/followed-column.ts";
import { lineageEvents } from "../domain/lineage-events.ts";
import type { MartFinding } from "../domain/mart-findings.ts";
import { missingMarts } from "../domain/missing-marts.ts";
import type { EltOutcome, EltProgress, EltResult, NextBuild } from "../ports/elt-builder.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import { columnFailure, type EltFailure, martFailure, testFailure } from "./elt-failure.ts";
import { followBuild } from "./follow-build.ts";
import { digestOf, type EltPlan, type PlannedProject } from "./plan-elt.ts";
import { publishBuild, registerState, tidyStates } from "./publish-build.ts";
import { publishCurated } from "./publish-curated.ts";
import { newestSequences, unbuiltLoadDates } from "./unbuilt-load-dates.ts";
import { hasUndeclaredTables, withdrawTables } from "./withdraw-tables.ts";

export interface EltBuild {
  readonly platform: string;
  readonly environment: Environment;
  /** Names the build. */
  readonly loadId: string;
  /** Builds everything from nothing. */
  readonly full: boolean;
  readonly replay: { readonly from: string; readonly to: string } | undefined;
  readonly plan: EltPlan;
}

/** How a caller follows a build and stops it. */
export interface BuildWatch {
  readonly signal: AbortSignal;
  readonly report: (progress: EltProgress) => void;
}

export interface EltRun {
  readonly status: "published" | "failed" | "unchanged";
  readonly loadId: string;
  readonly results: readonly (EltResult & { readonly project: string })[];
  readonly failure: EltFailure | undefined;
  readonly tables: number;
  /** Time to make the file that the build begins with. */
  readonly beginMs: number;
  /** Time of dbt's processes: the rest is Lakewright's own. */
  readonly dbtMs: number;
  /** Columns that could not be followed to the lake, and so are closed: `<schema>.<table>.<column>: <reason>`. */
  readonly notFollowed: readonly string[];
  /** Tables that no model makes any more, and that readers do not see any more: `<schema>.<table>`. */
  readonly withdrawn: readonly string[];
}

/** A run in which nothing was built. */
export const nothingBuilt = {
  results: [],
  failure: undefined,
  tables: 0,
  beginMs: 0,
  dbtMs: 0,
  notFollowed: [],
  withdrawn: [],
} as const;

/**
 * Builds the next state of the warehouse beside the published one, tests it, and publishes it only if every test passed
 * (write, audit, publish). Readers are never blocked. What is built from the same input as the published state is not built again,
 * unless tables of a project that is gone are to be withdrawn.
 */
export async function runElt(ports: EltPorts, build: EltBuild, watch: BuildWatch): Promise<EltRun> {
  const before = await ports.snapshots.published();
  const input = digestOf(build.plan.projects);
  const isSame = before?.input === input && !build.full && !build.replay;
  if (isSame && !(await hasUndeclaredTables(ports.catalog, build.plan.warehouse))) {
    await registerState(ports, before.loadId);
    return { ...nothingBuilt, status: "unchanged", loadId: before.loadId };
  }
  const state = await beginState(ports, { ...build, before, input }, watch);
  const built = await buildInOrder(ports, state, watch.signal);
  const failure = built.at(-1)?.failure;
  const { tables, withdrawn } = failure
    ? await keepFailed(ports, state, failure)
    : await publishState(ports, state, built);
  await tidyStates(ports, build.environment.warehouse?.projects ?? []);
  return {
    status: failure ? "failed" : "published",
    loadId: build.loadId,
    results: resultsOf(built),
    failure,
    tables,
    beginMs: state.beginMs,
    dbtMs: built.reduce((sum, { outcome }) => sum + outcome.dbtMs, 0),
    notFollowed: built.flatMap(({ columns }) => notFollowedColumns(columns)),
    withdrawn,
  };
}

interface StateToBuild extends EltBuild {
  /** The state that readers see meanwhile. */
  readonly before: Snapshot | undefined;
  /** Digest of the plan. */
  readonly input: string;
}

/** The next state of the warehouse while it is built. */
interface NextState extends StateToBuild {
  readonly file: string;
  readonly builtAt: Date;
  readonly next: NextBuild;
  readonly beginMs: number;
}

/** A project that was built in the next state, with what stops the state from being published. */
interface BuiltProject {
  readonly project: EltProject;
  readonly outcome: EltOutcome;
  /** Where the columns of its models come from. */
  readonly columns: FollowedTables;
  readonly failure: EltFailure | undefined;
}

/** Begins with a copy of the published state, or with nothing. */
async function beginState(
  { builder, clock, fileOf }: EltPorts,
  build: StateToBuild,
  { report }: BuildWatch,
): Promise<NextState> {
  const builtAt = clock.now();
  const file = fileOf(build.loadId);
  const began = performance.now();
  const next = await builder.begin(file, build.full ? undefined : build.before?.file, report);
  return { ...build, file, builtAt, next, beginMs: performance.now() - began };
}

/** Builds one project after the other, up to the first that fails. */
async function buildInOrder(
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

interface AuditedProject {
  readonly outcome: EltOutcome;
  readonly findings: readonly MartFinding[];
}

/** What stops a built project from being published. */
function failureOf(
  state: NextState,
  project: EltProject,
  { outcome, findings }: AuditedProject,
): EltFailure | undefined {
  if (!outcome.ok) return testFailure(project, state, outcome);
  const missing = missingMarts(state.plan.warehouse.marts, project.name, madeBy([outcome]));
  if (missing.length > 0) return martFailure(project, state, missing);
  const stopping = findings.filter(({ accepted }) => accepted === undefined);
  if (stopping.length === 0) return undefined;
  return columnFailure(project, state, { findings: stopping, models: outcome.models });
}

/** Every `<schema>.<name>` that models make, lower case. */
function madeBy(outcomes: readonly EltOutcome[]): ReadonlySet<string> {
  const relations = outcomes.flatMap(({ models, results }) =>
    [...models, ...results].flatMap(({ relation }) => relation ?? []),
  );
  return new Set(relations.map((relation) => relation.toLowerCase()));
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

type PublishedTables = Pick<EltRun, "tables" | "withdrawn">;

/** Keeps the state and the reason, so that people can look at both; no table is published. */
async function keepFailed(
  ports: EltPorts,
  state: NextState,
  failure: EltFailure,
): Promise<PublishedTables> {
  const text = JSON.stringify(failure, null, 2);
  await ports.builder.keep(state.loadId, "failure.json", text);
  await addState(ports, state, "failed");
  return { tables: 0, withdrawn: [] };
}

/** Makes the state the one that readers see; returns how many tables it registered, and which ones it withdrew. */
async function publishState(
  ports: EltPorts,
  state: NextState,
  built: readonly BuiltProject[],
): Promise<PublishedTables> {
  const { environment, loadId, next, plan } = state;
  const { warehouse } = plan;
  const projects = new Set(plan.projects.map(({ project }) => project.name));
  const made = madeBy(built.map(({ outcome }) => outcome));
  const withdrawn = await withdrawTables(ports.catalog, next, {
    loadId,
    warehouse,
    projects,
    made,
  });
  const parquet = await publishCurated(ports, next, { environment, warehouse, projects, loadId });
  const tested = {
    loadId,
    planned: plan.projects,
    results: resultsOf(built),
    build: next,
    parquet,
    withdrawn,
    followed: new Map(built.flatMap(({ columns }) => [...columns])),
  };
  const tables = await publishBuild(ports, tested, () => addState(ports, state, "published"));
  return { tables, withdrawn: withdrawn.map(({ schema, input }) => `${schema}.${input.Name}`) };
}

function addState(
  { snapshots }: EltPorts,
  { loadId, file, builtAt, input, before, plan }: NextState,
  status: "published" | "failed",
): Promise<"added" | "conflict"> {
  const sequences = newestSequences(before?.sequences ?? {}, plan.projects);
  return snapshots.add({ loadId, file, status, builtAt, input, sequences }, before?.number);
}

function resultsOf(built: readonly BuiltProject[]): EltRun["results"] {
  return built.flatMap(({ project, outcome }) =>
    outcome.results.map((result) => ({ ...result, project: project.name })),
  );
}
