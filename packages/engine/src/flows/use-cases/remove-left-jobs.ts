import type { Flow } from "@lakewright/config";
import type { FlowPorts } from "../ports/flow-ports.ts";

/**
 * Removes what killed processes left at the sources of these flows, such as a Bulk job that would go on for nobody. What a server
 * does not remove now stays on record for the next run.
 */
export async function removeLeftJobs(
  { openSource, canRead, sourceJobs }: Pick<FlowPorts, "openSource" | "canRead" | "sourceJobs">,
  flows: readonly Flow[],
): Promise<void> {
  const flowOf = new Map(flows.filter(canRead).map((flow) => [flow.profile, flow]));
  for (const [profile, flow] of flowOf)
    for (const job of await sourceJobs.left(profile))
      if (await openSource(flow).removeJob(job)) await sourceJobs.closed(profile, job);
}
