import { createHash } from "node:crypto";
import type { AccessException, EltProject, Environment, Warehouse } from "@lakewright/config";
import { didYouMean } from "@lakewright/config/did-you-mean";
import { sourceClock } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import type { LakeRelation } from "../../query/index.ts";
import type { GeneratedFiles } from "../domain/elt-input.ts";
import type { FollowedTables } from "../domain/followed-column.ts";
import { generateProject } from "../domain/generate-project.ts";
import { generatedMasks } from "../domain/masking-functions.ts";
import type { SourceFreshness } from "../domain/source-freshness.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import { eltSources } from "./elt-source.ts";
import { feedsFreshness, projectFeeds } from "./project-feeds.ts";

type PlanPorts = Pick<EltPorts, "catalog" | "ledger" | "blobs" | "builder">;

/** Projects of a platform in one of its environments. */
export interface ProjectsCall {
  readonly platform: string;
  readonly environment: Environment;
  /** Empty = all. */
  readonly names: readonly string[];
}

/** The warehouse that ELT builds. Fails with `unknown_name` where the folder declares no project. */
export function warehouseOf({ warehouse, name }: Environment): Warehouse {
  if (warehouse && warehouse.projects.length > 0) return warehouse;
  throw new PlatformError(
    "unknown_name",
    `environment "${name}" has no ELT project`,
    "declare one in warehouse.yaml: docs/guides/from-a-salesforce-object-to-a-mart.md",
  );
}

/** The projects of these names; without names, all. Fails with `unknown_name`. */
export function chooseProjects(
  { projects }: Warehouse,
  names: readonly string[],
): readonly EltProject[] {
  const unknown = names.find((name) => !projects.some((project) => project.name === name));
  if (unknown === undefined)
    return names.length === 0 ? projects : projects.filter(({ name }) => names.includes(name));
  const known = projects.map(({ name }) => name).join(", ");
  throw new PlatformError(
    "unknown_name",
    `no ELT project is called "${unknown}"`,
    didYouMean(
      unknown,
      projects.map(({ name }) => name),
    ) ?? `there are: ${known}`,
  );
}

/** A project with everything that it is built from. */
export interface PlannedProject {
  readonly project: EltProject;
  readonly files: GeneratedFiles;
  readonly relations: readonly LakeRelation[];
  readonly ownDigest: string;
  readonly governed: GovernedProject;
}

/** Rules that decide which columns a project's marts may show. */
export interface GovernedProject {
  /** Columns of the lake as the project reads them. */
  readonly lake: FollowedTables;
  /** Approved masking functions. */
  readonly masking: ReadonlySet<string>;
  readonly martSchemas: ReadonlySet<string>;
  /** Exceptions of access.yaml for columns of marts. */
  readonly exceptions: readonly AccessException[];
}

/**
 * The input of one build, read once: its records, the freshness of its tables and the build itself agree, whatever is loaded
 * meanwhile.
 */
export interface EltPlan {
  readonly warehouse: Warehouse;
  readonly projects: readonly PlannedProject[];
  /** Digest of the input of each project, by project. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Of the watched tables, by project. */
  readonly freshness: ReadonlyMap<string, readonly SourceFreshness[]>;
}

/** Plans the named projects. Fails with `unknown_name` for a name or a table that does not exist. */
export async function planElt(
  ports: PlanPorts & Pick<EltPorts, "clock">,
  { platform, environment, names }: ProjectsCall,
): Promise<EltPlan> {
  const warehouse = warehouseOf(environment);
  const now = await sourceClock(ports);
  const projects: PlannedProject[] = [];
  const freshness = new Map<string, readonly SourceFreshness[]>();
  for (const project of chooseProjects(warehouse, names)) {
    // Before the files: a load that lands between the two makes its table look older than it is, never fresher.
    const feeds = await projectFeeds(ports, environment, project);
    freshness.set(project.name, feedsFreshness(feeds, project, now));
    projects.push(await planProject(ports, { platform, environment, warehouse, project }));
  }
  const inputs = new Map(projects.map((planned) => [planned.project.name, digestOf([planned])]));
  return { warehouse, projects, inputs, freshness };
}

interface ProjectToPlan {
  readonly platform: string;
  readonly environment: Environment;
  readonly warehouse: Warehouse;
  readonly project: EltProject;
}

/** The current input of a project: generated files, its own, and the files of the lake. */
export async function planProject(
  ports: PlanPorts,
  { platform, environment, warehouse, project }: ProjectToPlan,
): Promise<PlannedProject> {
  const readable = await eltSources(ports, environment, project);
  const sources = readable.map(({ source }) => source);
  return {
    project,
    files: generateProject({ platform, project, warehouse, sources }),
    relations: readable.map(({ relation }) => relation),
    ownDigest: await ports.builder.digestOf(project.modelsFolder),
    governed: {
      lake: new Map(
        readable.map(({ relation: { schema, name }, columns }) => [`${schema}.${name}`, columns]),
      ),
      masking: new Set([...generatedMasks, ...warehouse.maskingFunctions]),
      martSchemas: new Set(
        warehouse.marts.filter((mart) => mart.project === project.name).map(({ schema }) => schema),
      ),
      exceptions: (environment.access?.exceptions ?? []).filter(
        ({ finding }) => finding === "personal_in_mart",
      ),
    },
  };
}

/** Digest of everything that a build is made of: generated files, the projects' own, the files of the lake, and access decisions. */
export function digestOf(planned: readonly PlannedProject[]): string {
  const content = planned.map(({ project, files, relations, ownDigest, governed }) => [
    project.name,
    files,
    ownDigest,
    decisionsOf(governed),
    relations.map(({ name, groups }) => [
      name,
      groups.map((group) => group.files.map(({ path }) => path)),
    ]),
  ]);
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

function decisionsOf({ lake, masking, exceptions }: GovernedProject) {
  const columns = [...lake].map(([relation, table]) => [
    relation,
    ...[...table].map(([name, { sensitivity }]) => [name, sensitivity]),
  ]);
  return [columns, [...masking], exceptions.map(({ on }) => on)];
}
