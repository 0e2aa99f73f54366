import { createHash } from "node:crypto";
import type { EltProject, Environment, Warehouse } from "@lakewright/config";
import type { GeneratedFiles } from "../domain/elt/elt-input.ts";
import { generateProject } from "../domain/elt/generate-project.ts";
import { lineageEvents } from "../domain/elt/lineage-events.ts";
import { PlatformError } from "../domain/platform-error.ts";
import type { EltBuilder, EltProgress, EltResult } from "../ports/elt-builder.ts";
import type { Ports } from "../ports/ports.ts";
import type { Snapshot } from "../ports/snapshots.ts";
import type { LakeRelation } from "../ports/warehouse.ts";
import { eltSources } from "./elt-source.ts";
import { registerWarehouse } from "./register-warehouse.ts";

export interface EltPorts
  extends Pick<Ports, "catalog" | "ledger" | "blobs" | "clock" | "snapshots"> {
  readonly builder: EltBuilder;
  /** The file of a new state that a build is kept in. */
  readonly fileOf: (loadId: string) => string;
}

export interface EltCall {
  readonly platform: string;
  readonly environment: Environment;
  /** Projects to build; empty = all. */
  readonly names: readonly string[];
  /** Builds everything from nothing. */
  readonly full: boolean;
  readonly replay: { readonly from: string; readonly to: string } | undefined;
}

/** A build that nobody sees: why, what hangs on it, and where it can be looked at. */
export interface EltFailure {
  readonly loadId: string;
  readonly project: string;
  readonly owner: string;
  readonly failed: readonly Pick<EltResult, "kind" | "name" | "message">[];
  /** Models that read what failed, near and far: what readers keep seeing in its older state. */
  readonly downstream: readonly string[];
  readonly file: string;
  /** What dbt said, where it ended without results. */
  readonly said: string;
}

export interface EltRun {
  readonly status: "published" | "failed" | "unchanged";
  readonly loadId: string;
  readonly results: readonly (EltResult & { readonly project: string })[];
  readonly failure: EltFailure | undefined;
  readonly tables: number;
  /** How long it took to make the file that the build began with. */
  readonly beginMs: number;
  /** How long dbt took. */
  readonly dbtMs: number;
}

/** Published states that are kept, the newest among them. */
const keptStates = 3;

/**
 * Builds the next state of the warehouse beside the published one, tests it, and publishes it only if every test passed
 * (write, audit, publish). Readers are never blocked. What is built from the same input as the published state is not built again.
 */
export async function runElt(
  ports: EltPorts,
  { platform, environment, names, full, replay }: EltCall,
  signal: AbortSignal,
  report: (progress: EltProgress) => void,
): Promise<EltRun> {
  const { builder, snapshots } = ports;
  const warehouse = warehouseOf(environment);
  const chosen = chooseProjects(warehouse, names);
  const now = ports.clock.now();
  const loadId = `elt-${now.toISOString().replace(/[-:.]/g, "")}`;
  const planned = await Promise.all(
    chosen.map((project) => planProject(ports, platform, environment, warehouse, project)),
  );
  const before = await snapshots.published();
  const input = digestOf(planned);
  const none = { results: [], failure: undefined, tables: 0, beginMs: 0, dbtMs: 0 };
  if (before?.input === input && !full && !replay)
    return { status: "unchanged", loadId: before.loadId, ...none };

  const file = ports.fileOf(loadId);
  const began = performance.now();
  const build = await builder.begin(file, full ? undefined : before?.file, report);
  const beginMs = performance.now() - began;
  const results: EltRun["results"][number][] = [];
  const add = (status: "published" | "failed") =>
    snapshots.add({ loadId, file, status, builtAt: now, input }, before?.number);
  let dbtMs = 0;
  for (const { project, files, relations } of planned) {
    const started = performance.now();
    const outcome = await build.run(
      {
        loadId,
        project: project.name,
        files,
        ownFolder: project.modelsFolder,
        sources: relations,
        replay,
      },
      signal,
    );
    dbtMs += performance.now() - started;
    results.push(...outcome.results.map((result) => ({ ...result, project: project.name })));
    const lineage = {
      namespace: `${platform}-${environment.standsFor}`,
      project: project.name,
      runId: loadId,
      at: now,
    };
    const events = lineageEvents(lineage, outcome.results).map((event) => JSON.stringify(event));
    await builder.keep(loadId, `openlineage-${project.name}.jsonl`, `${events.join("\n")}\n`);
    if (signal.aborted)
      throw new PlatformError("cancelled", "the build was cancelled", "run it again");
    if (outcome.ok) continue;
    const failure = failureOf(project, {
      loadId,
      file,
      said: outcome.said,
      results: outcome.results,
    });
    await builder.keep(loadId, "failure.json", JSON.stringify(failure, null, 2));
    await add("failed");
    await tidy(ports);
    return { status: "failed", loadId, results, failure, tables: 0, beginMs, dbtMs };
  }
  const tables = await publish(ports, planned, results, build, () => add("published"));
  await tidy(ports);
  return { status: "published", loadId, results, failure: undefined, tables, beginMs, dbtMs };
}

function warehouseOf({ warehouse, name }: Environment): Warehouse {
  if (warehouse && warehouse.projects.length > 0) return warehouse;
  throw new PlatformError(
    "unknown_name",
    `environment "${name}" has no ELT project`,
    "declare one in warehouse.yaml: docs/guides/from-a-salesforce-object-to-a-mart.md",
  );
}

function chooseProjects({ projects }: Warehouse, names: readonly string[]): readonly EltProject[] {
  const unknown = names.find((name) => !projects.some((project) => project.name === name));
  if (unknown === undefined)
    return names.length === 0 ? projects : projects.filter(({ name }) => names.includes(name));
  const known = projects.map(({ name }) => name).join(", ");
  throw new PlatformError(
    "unknown_name",
    `no ELT project is called "${unknown}"`,
    `there are: ${known}`,
  );
}

interface Planned {
  readonly project: EltProject;
  readonly files: GeneratedFiles;
  readonly relations: readonly LakeRelation[];
  readonly ownDigest: string;
}

async function planProject(
  ports: EltPorts,
  platform: string,
  environment: Environment,
  warehouse: Warehouse,
  project: EltProject,
): Promise<Planned> {
  const readable = await eltSources(ports, environment, project);
  const sources = readable.map(({ source }) => source);
  return {
    project,
    files: generateProject({ platform, project, warehouse, sources }),
    relations: readable.map(({ relation }) => relation),
    ownDigest: await ports.builder.digestOf(project.modelsFolder),
  };
}

/** Everything that a build is made of: generated files, the projects' own, and the files of the lake. */
function digestOf(planned: readonly Planned[]): string {
  const content = planned.map(({ project, files, relations, ownDigest }) => [
    project.name,
    files,
    ownDigest,
    relations.map(({ name, groups }) => [
      name,
      groups.map((group) => group.files.map(({ path }) => path)),
    ]),
  ]);
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
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

/** Registers what was built and makes it what readers see. Fails with `flow_busy` if another build was faster. */
async function publish(
  { catalog }: EltPorts,
  planned: readonly Planned[],
  results: EltRun["results"],
  build: Awaited<ReturnType<EltBuilder["begin"]>>,
  add: () => Promise<"added" | "conflict">,
): Promise<number> {
  const built = new Set(results.map(({ relation }) => relation));
  const schemas = planned.flatMap(({ project }) =>
    project.schemas.filter((schema) => schema !== project.stagingSchema),
  );
  const tables = (await build.tables(schemas)).filter(({ schema, name }) =>
    built.has(`${schema}.${name}`),
  );
  if ((await add()) === "conflict")
    throw new PlatformError(
      "flow_busy",
      "another build of the warehouse was published meanwhile",
      "run it again",
    );
  const ownerOf = (schema: string) =>
    planned.find(({ project }) => project.schemas.includes(schema))?.project.name ?? "";
  for (const table of tables) await registerWarehouse(catalog, table, ownerOf(table.schema));
  return tables.length;
}

/** Keeps the newest published states and the newest failed one; the files of the others go. */
async function tidy({ snapshots, builder }: EltPorts): Promise<void> {
  const kept = await snapshots.kept();
  const surplus = (status: Snapshot["status"], most: number) =>
    kept.filter((snapshot) => snapshot.status === status).slice(most);
  for (const { number, file } of [...surplus("published", keptStates), ...surplus("failed", 1)]) {
    await snapshots.retire(number);
    await builder.remove(file);
  }
}
