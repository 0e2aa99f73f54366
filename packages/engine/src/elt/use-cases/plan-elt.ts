import { createHash } from "node:crypto";
import type { AccessException, EltProject, Environment, Warehouse } from "@lakewright/config";
import { PlatformError } from "../../core/index.ts";
import type { LakeRelation } from "../../query/index.ts";
import type { GeneratedFiles } from "../domain/elt-input.ts";
import type { FollowedTables } from "../domain/followed-column.ts";
import { generateProject } from "../domain/generate-project.ts";
import { generatedMasks } from "../domain/masking-functions.ts";
import type { EltBuilder } from "../ports/elt-builder.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import { eltSources } from "./elt-source.ts";

interface PlanPorts extends Pick<EltPorts, "catalog" | "ledger" | "blobs"> {
  readonly builder: EltBuilder;
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
    `there are: ${known}`,
  );
}

/** A project with all that it is built from. */
export interface PlannedProject {
  readonly project: EltProject;
  readonly files: GeneratedFiles;
  readonly relations: readonly LakeRelation[];
  readonly ownDigest: string;
  readonly governed: GovernedProject;
}

/** What decides which columns a project's marts may show. */
export interface GovernedProject {
  /** Columns of the lake as the project reads them. */
  readonly lake: FollowedTables;
  /** Approved masking functions. */
  readonly masking: ReadonlySet<string>;
  readonly martSchemas: ReadonlySet<string>;
  /** Columns of marts that somebody answers for. */
  readonly exceptions: readonly AccessException[];
}

/** What a project is built from, as things are now. */
export async function planProject(
  ports: PlanPorts,
  platform: string,
  environment: Environment,
  warehouse: Warehouse,
  project: EltProject,
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

/**
 * Everything that a build is made of: generated files, the projects' own, the files of the lake, and who decided what about its
 * columns.
 */
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
