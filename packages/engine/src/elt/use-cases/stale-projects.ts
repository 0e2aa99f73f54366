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
    // One build runs at a time: of the newest two, one has ended.
    const last = (await eltRuns.runs(name, 2)).find(({ status }) => status !== "running");
    if (!last || !withoutPublication.has(last.status)) continue;
    const published = await eltRuns.lastPublished(name);
    if (published) stale.push({ project: name, schemas, last, published });
  }
  return stale;
}
