import { notFollowedColumns } from "../domain/followed-column.ts";
import type { EltResult } from "../ports/elt-builder.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import { type BuiltProject, buildInOrder } from "./build-in-order.ts";
import { type EltFailure, madeBy } from "./elt-failure.ts";
import {
  addState,
  type BuildWatch,
  beginState,
  type EltBuild,
  type NextState,
} from "./next-state.ts";
import { digestOf } from "./plan-elt.ts";
import { publishBuild, registerState, tidyStates } from "./publish-build.ts";
import { publishCurated } from "./publish-curated.ts";
import { hasUndeclaredTables, withdrawTables } from "./withdraw-tables.ts";

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

function resultsOf(built: readonly BuiltProject[]): EltRun["results"] {
  return built.flatMap(({ project, outcome }) =>
    outcome.results.map((result) => ({ ...result, project: project.name })),
  );
}
