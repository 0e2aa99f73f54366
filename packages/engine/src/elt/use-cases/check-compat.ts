import { type ModelCompat, modelCompat } from "../domain/compat.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import { type CheckWatch, compiledProjects } from "./compiled-projects.ts";
import type { ProjectsCall } from "./plan-elt.ts";

export interface ProjectCompat {
  readonly project: string;
  readonly models: readonly ModelCompat[];
}

/** Whether each model of the projects runs alike on DuckDB and Redshift. Fails with `elt_failed` where a project does not compile at all. */
export async function checkCompat(
  ports: EltPorts,
  call: ProjectsCall,
  watch: CheckWatch,
): Promise<readonly ProjectCompat[]> {
  const compiled = await compiledProjects(ports, call, watch);
  return compiled.map(({ planned, outcome }) => ({
    project: planned.project.name,
    models: outcome.models.map(modelCompat),
  }));
}
