import type { Environment } from "@lakewright/config";
import { type ModelCompat, modelCompat } from "../domain/elt/compat.ts";
import { PlatformError } from "../domain/platform-error.ts";
import { chooseProjects, planProject, warehouseOf } from "./plan-elt.ts";
import type { EltPorts } from "./run-elt.ts";

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
  const warehouse = warehouseOf(environment);
  const found: ProjectCompat[] = [];
  for (const project of chooseProjects(warehouse, names)) {
    const { files } = await planProject(ports, platform, environment, warehouse, project);
    const request = { project: project.name, files, ownFolder: project.modelsFolder };
    const { models, said } = await ports.builder.compile(request, signal);
    if (models.length === 0)
      throw new PlatformError(
        "elt_failed",
        `project ${project.name} does not compile: ${said.trim().split("\n").slice(-6).join(" ").replace(/\s+/g, " ")}`,
        `look at its own models in ${project.modelsFolder}`,
      );
    found.push({ project: project.name, models: models.map(modelCompat) });
  }
  return found;
}
