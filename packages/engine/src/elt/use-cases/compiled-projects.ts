import { PlatformError } from "../../core/index.ts";
import type { CompileOutcome } from "../ports/elt-builder.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import {
  chooseProjects,
  type PlannedProject,
  type ProjectsCall,
  planProject,
  warehouseOf,
} from "./plan-elt.ts";

export interface CompiledProject {
  readonly planned: PlannedProject;
  readonly outcome: CompileOutcome;
}

/** How a caller follows a check and stops it. */
export interface CheckWatch {
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

/** The named projects as dbt compiles them for both engines. Fails with `elt_failed` where one does not compile at all on one of them. */
export async function compiledProjects(
  ports: EltPorts,
  { platform, environment, names }: ProjectsCall,
  { signal, say }: CheckWatch,
): Promise<readonly CompiledProject[]> {
  const warehouse = warehouseOf(environment);
  const compiled: CompiledProject[] = [];
  for (const project of chooseProjects(warehouse, names)) {
    const planned = await planProject(ports, { platform, environment, warehouse, project });
    const { modelsFolder: ownFolder } = project;
    const request = { project: project.name, files: planned.files, ownFolder };
    say(`compiling project ${project.name} for DuckDB and Redshift`);
    const outcome = await ports.builder.compile(request, signal);
    // An engine for which nothing was compiled would have no finding.
    if (Object.values(outcome.compiled).some((models) => models.length === 0))
      throw new PlatformError(
        "elt_failed",
        `project ${project.name} does not compile: ${outcome.output.trim().split("\n").slice(-6).join(" ").replace(/\s+/g, " ")}`,
        `look at its own models in ${ownFolder}`,
      );
    compiled.push({ planned, outcome });
  }
  return compiled;
}
