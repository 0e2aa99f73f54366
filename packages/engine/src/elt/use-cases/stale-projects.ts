import type { Environment } from "@lakewright/config";
import type { EltPorts } from "../ports/elt-ports.ts";
import type { EltRunRecord } from "../ports/elt-runs.ts";

/** A project whose newest build was not published: readers see an older one. */
export interface StaleProject {
  readonly project: string;
  readonly schemas: readonly string[];
  readonly last: EltRunRecord;
  readonly published: EltRunRecord;
}

const maxRuns = 100;
const withoutPublication: ReadonlySet<EltRunRecord["status"]> = new Set([
  "failed",
  "cancelled",
  "interrupted",
]);

/** Projects whose tables are of an older build than their newest, from this machine's records alone. */
export async function staleProjects(
  { eltRuns }: Pick<EltPorts, "eltRuns">,
  { warehouse }: Pick<Environment, "warehouse">,
): Promise<readonly StaleProject[]> {
  const stale: StaleProject[] = [];
  for (const { name, schemas } of warehouse?.projects ?? []) {
    const runs = await eltRuns.runs(name, maxRuns);
    const last = runs.find(({ status }) => status !== "running");
    const published = runs.find(({ status }) => status === "published");
    if (last && published && withoutPublication.has(last.status))
      stale.push({ project: name, schemas, last, published });
  }
  return stale;
}
