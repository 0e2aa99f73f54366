import { type ModelCompat, modelCompat } from "../domain/compat.ts";
import { missingMarts } from "../domain/missing-marts.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import { type CheckWatch, compiledProjects } from "./compiled-projects.ts";
import type { ProjectsCall } from "./plan-elt.ts";

export interface ProjectCompat {
  readonly project: string;
  readonly models: readonly ModelCompat[];
}

/**
 * Whether each model of the projects runs alike on DuckDB and Redshift. A declared mart that no model makes on one of them runs on
 * neither as declared. Fails with `elt_failed` where a project does not compile at all.
 */
export async function checkCompat(
  ports: EltPorts,
  call: ProjectsCall,
  watch: CheckWatch,
): Promise<readonly ProjectCompat[]> {
  const compiled = await compiledProjects(ports, call, watch);
  const marts = call.environment.warehouse?.marts ?? [];
  return compiled.map(({ planned: { project }, outcome }) => {
    const lacking = Object.values(outcome.compiled).flatMap((models) => {
      const made = new Set(models.map(({ relation }) => relation.toLowerCase()));
      return missingMarts(marts, project.name, made);
    });
    const byMart = new Map(lacking.map(({ relation, message }) => [relation, message]));
    const missing = [...byMart].map(([model, why]): ModelCompat => {
      return { model, verdict: "not_runnable", reasons: [why] };
    });
    return { project: project.name, models: [...outcome.models.map(modelCompat), ...missing] };
  });
}
