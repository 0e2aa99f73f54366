import type { Environment } from "@lakewright/config";
import { sourceClock } from "../../catalog/index.ts";
import type { EltPorts } from "../ports/elt-ports.ts";
import { registerState } from "./publish-build.ts";
import { curatedFolder, publishedTables } from "./publish-curated.ts";

/**
 * Cleans up after builds whose process was killed: what they left unfinished goes, and with it a dbt that is still at work. A build
 * that was killed after its state had been published is recorded as what it is.
 */
export async function recoverBuilds(
  ports: EltPorts,
  environment: Pick<Environment, "warehouse" | "buckets">,
): Promise<void> {
  const left = await ports.eltRuns.left();
  if (left.length === 0) return;
  const kept = await ports.snapshots.kept();
  const endedAt = await sourceClock(ports);
  for (const run of left) {
    const { loadId } = run;
    const state = kept.find((each) => each.loadId === loadId);
    if (state?.status === "published") {
      await registerState(ports, loadId);
      await ports.eltRuns.close(run, { status: "published", endedAt, message: "" });
      continue;
    }
    if (!state) await removeBuild(ports, environment, loadId);
    const message = "the process ended before the build did";
    await ports.eltRuns.close(run, { status: "interrupted", endedAt, message });
  }
}

/** Removes the state of a build that is not to be kept, and the files that it wrote to the curated zone. */
export async function removeBuild(
  { builder, blobs, fileOf }: Pick<EltPorts, "builder" | "blobs" | "fileOf">,
  { warehouse, buckets }: Pick<Environment, "warehouse" | "buckets">,
  loadId: string,
): Promise<void> {
  await builder.remove(fileOf(loadId));
  for (const table of publishedTables(warehouse?.marts ?? []))
    await blobs.remove(curatedFolder(buckets.curated, table, loadId));
}
