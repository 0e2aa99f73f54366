import type { FlowRun } from "@lakewright/engine";
import type { OpenPlatform } from "../platform/open-platform.ts";

/** A run that ended well, as it is shown. */
export interface FinishedRun extends FlowRun {
  readonly object: string;
  readonly profile: string;
  /** How long it took to load. */
  readonly ms: number;
}

/** Adds to each run what the folder and the ledger know of it. */
export function finishedRuns(
  { environment, ports }: OpenPlatform,
  runs: readonly FlowRun[],
): Promise<readonly FinishedRun[]> {
  const flows = new Map(environment.flows.map((flow) => [flow.name, flow]));
  return Promise.all(
    runs.map(async (run) => {
      const record = await ports.ledger.run(run.executionId);
      const ms = (record?.endedAt?.getTime() ?? 0) - (record?.startedAt.getTime() ?? 0);
      const flow = flows.get(run.flow);
      return { ...run, object: flow?.object ?? run.flow, profile: flow?.profile ?? "", ms };
    }),
  );
}
