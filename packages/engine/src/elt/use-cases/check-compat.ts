import type { Environment } from "@lakewright/config";
import { type ModelCompat, modelCompat } from "../domain/compat.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import { compiledProjects } from "./compiled-projects.ts";

export interface ProjectCompat {
  readonly project: string;
  readonly models: readonly ModelCompat[];
}

/** How each model of the projects fares on DuckDB and Redshift. Fails with `elt_failed` where a project does not compile at all. */
export async function checkCompat(
  ports: EltPorts,
  platform: string,
  environment: Environment,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly ProjectCompat[]> {
  const compiled = await compiledProjects(ports, { platform, environment, names }, signal);
  return compiled.map(({ planned, outcome }) => ({
    project: planned.project.name,
    models: outcome.models.map(modelCompat),
  }));
}
