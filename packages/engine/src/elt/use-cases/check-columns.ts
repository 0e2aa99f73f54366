import { type FollowedTables, notFollowedColumns } from "../domain/followed-column.ts";
import { type MartFinding, martFindings } from "../domain/mart-findings.ts";
import { type MissingMart, missingMarts } from "../domain/missing-marts.ts";
import type { SqlEngine } from "../ports/column-lineage.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import { type CheckWatch, compiledProjects } from "./compiled-projects.ts";
import { followColumns } from "./follow-columns.ts";
import type { ProjectsCall } from "./plan-elt.ts";

export interface ProjectColumns {
  readonly project: string;
  readonly findings: readonly MartFinding[];
  /** Declared marts that no model makes, which stop a build as well. */
  readonly missing: readonly MissingMart[];
  /** Columns that could not be followed: `<schema>.<table>.<column>: why`. */
  readonly notFollowed: readonly string[];
}

const engines: readonly SqlEngine[] = ["duckdb", "redshift"];

/**
 * Columns of marts that would stop a build on either engine, found without building: the text of a statement shows what it
 * makes of a column. Fails with `elt_failed` where a project does not compile at all.
 */
export async function checkColumns(
  ports: EltPorts,
  call: ProjectsCall,
  watch: CheckWatch,
): Promise<readonly ProjectColumns[]> {
  const found: ProjectColumns[] = [];
  for (const { planned, outcome } of await compiledProjects(ports, call, watch)) {
    const { lake, masking, martSchemas, exceptions } = planned.governed;
    const byEngine: FollowedTables[] = [];
    for (const engine of engines) {
      const models = outcome.compiled[engine];
      watch.say(`following the columns of ${models.length} models on ${engine}`);
      const unbuilt = { built: () => undefined, earlier: new Map() };
      byEngine.push(
        await followColumns(ports.lineage, { models, engine, lake, masking, ...unbuilt }),
      );
    }
    const findings = byEngine.flatMap((tables) => martFindings(tables, martSchemas, exceptions));
    const { name } = planned.project;
    const made = new Set(outcome.compiled.duckdb.map(({ relation }) => relation.toLowerCase()));
    found.push({
      project: name,
      missing: missingMarts(call.environment.warehouse?.marts ?? [], name, made),
      findings: [...new Map(findings.map((each) => [each.on, each])).values()],
      notFollowed: [...new Set(byEngine.flatMap(notFollowedColumns))],
    });
  }
  return found;
}
