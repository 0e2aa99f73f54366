import type { EltProject, Environment } from "@lakewright/config";
import { PlatformError } from "../../core/index.ts";
import { columnsText } from "../domain/columns-text.ts";
import { type FollowedTable, notFollowedColumns } from "../domain/followed-column.ts";
import { lineageEvents } from "../domain/lineage-events.ts";
import type { EltProgress, EltResult } from "../ports/elt-builder.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import { columnFailure } from "./column-failure.ts";
import type { EltFailure } from "./elt-failure.ts";
import { followBuild } from "./follow-build.ts";
import { newestSequences, newSince } from "./new-since.ts";
import { chooseProjects, digestOf, planProject, warehouseOf } from "./plan-elt.ts";
import { publishBuild, tidyStates } from "./publish-build.ts";
import { publishCurated } from "./publish-curated.ts";

export interface EltCall {
  readonly platform: string;
  readonly environment: Environment;
  /** Projects to build; empty = all. */
  readonly names: readonly string[];
  /** Names the build; absent = by the time of this machine. */
  readonly loadId?: string;
  /** Builds everything from nothing. */
  readonly full: boolean;
  readonly replay: { readonly from: string; readonly to: string } | undefined;
}

export interface EltRun {
  readonly status: "published" | "failed" | "unchanged";
  readonly loadId: string;
  readonly results: readonly (EltResult & { readonly project: string })[];
  readonly failure: EltFailure | undefined;
  readonly tables: number;
  /** How long it took to make the file that the build began with. */
  readonly beginMs: number;
  /** How long dbt's processes took: all else is Lakewright's own. */
  readonly dbtMs: number;
  /** Columns that could not be followed to the lake, and so are closed: `<schema>.<table>.<column>: why`. */
  readonly notFollowed: readonly string[];
}

/**
 * Builds the next state of the warehouse beside the published one, tests it, and publishes it only if every test passed
 * (write, audit, publish). Readers are never blocked. What is built from the same input as the published state is not built again.
 */
export async function runElt(
  ports: EltPorts,
  { platform, environment, names, full, replay, ...call }: EltCall,
  signal: AbortSignal,
  report: (progress: EltProgress) => void,
): Promise<EltRun> {
  const { builder, snapshots } = ports;
  const warehouse = warehouseOf(environment);
  const chosen = chooseProjects(warehouse, names);
  const now = ports.clock.now();
  const loadId = call.loadId ?? newLoadId(now);
  const planned = await Promise.all(
    chosen.map((project) => planProject(ports, platform, environment, warehouse, project)),
  );
  const before = await snapshots.published();
  const input = digestOf(planned);
  const none = {
    results: [],
    failure: undefined,
    tables: 0,
    beginMs: 0,
    dbtMs: 0,
    notFollowed: [],
  };
  if (before?.input === input && !full && !replay)
    return { status: "unchanged", loadId: before.loadId, ...none };

  const file = ports.fileOf(loadId);
  const began = performance.now();
  const build = await builder.begin(file, full ? undefined : before?.file, report);
  const beginMs = performance.now() - began;
  const results: EltRun["results"][number][] = [];
  const add = (status: "published" | "failed") =>
    snapshots.add(
      {
        loadId,
        file,
        status,
        builtAt: now,
        input,
        sequences: newestSequences(before?.sequences ?? {}, planned),
      },
      before?.number,
    );
  let dbtMs = 0;
  const carried = new Map<string, FollowedTable>();
  const notFollowed: string[] = [];
  for (const { project, files, relations, governed } of planned) {
    const outcome = await build.run(
      {
        loadId,
        project: project.name,
        files,
        ownFolder: project.modelsFolder,
        sources: relations,
        since: full || !before ? {} : newSince(project.name, relations, before.sequences),
        replay,
      },
      signal,
    );
    dbtMs += outcome.dbtMs;
    results.push(...outcome.results.map((result) => ({ ...result, project: project.name })));
    const lineage = {
      namespace: `${platform}-${environment.standsFor}`,
      project: project.name,
      runId: loadId,
      at: now,
    };
    const earlierRows = before !== undefined && !full;
    const following = { models: outcome.ok ? outcome.models : [], earlierRows };
    const { tables: columns, findings } = await followBuild(ports, build, governed, following);
    for (const [relation, table] of columns) carried.set(relation, table);
    notFollowed.push(...notFollowedColumns(columns));
    await builder.keep(loadId, `columns-${project.name}.json`, columnsText(columns));
    const events = lineageEvents(lineage, outcome.results, columns).map((event) =>
      JSON.stringify(event),
    );
    await builder.keep(loadId, `openlineage-${project.name}.jsonl`, `${events.join("\n")}\n`);
    if (signal.aborted)
      throw new PlatformError("cancelled", "the build was cancelled", "run it again");
    const stopped = findings.filter(({ accepted }) => accepted === undefined);
    if (outcome.ok && stopped.length === 0) continue;
    const failure = outcome.ok
      ? columnFailure(project, { loadId, file, stopped, models: outcome.models })
      : failureOf(project, { loadId, file, said: outcome.said, results: outcome.results });
    await builder.keep(loadId, "failure.json", JSON.stringify(failure, null, 2));
    await add("failed");
    await tidyStates(ports, builder);
    return { status: "failed", loadId, results, failure, tables: 0, beginMs, dbtMs, notFollowed };
  }
  const projects = new Set(chosen.map(({ name }) => name));
  const parquet = await publishCurated(ports, build, { environment, warehouse, projects, loadId });
  const tested = { planned, results, build, parquet, followed: carried };
  const tables = await publishBuild(ports.catalog, tested, () => add("published"));
  await tidyStates(ports, builder);
  const failure = undefined;
  return { status: "published", loadId, results, failure, tables, beginMs, dbtMs, notFollowed };
}

/** Names a build by the time at which it begins. */
export function newLoadId(now: Date): string {
  return `elt-${now.toISOString().replace(/[-:.]/g, "")}`;
}

interface FailedBuild {
  readonly loadId: string;
  readonly file: string;
  readonly said: string;
  readonly results: readonly EltResult[];
}

function failureOf(project: EltProject, { loadId, file, said, results }: FailedBuild): EltFailure {
  const failed = results.filter(({ status }) => status === "failed");
  return {
    loadId,
    project: project.name,
    owner: project.owner,
    failed: failed.map(({ kind, name, message }) => ({ kind, name, message })),
    downstream: [...new Set(failed.flatMap(({ downstream }) => downstream))].sort(),
    file,
    said: failed.length > 0 ? "" : said,
  };
}
