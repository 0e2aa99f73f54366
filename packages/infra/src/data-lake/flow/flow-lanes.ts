import { createHash } from "node:crypto";
import type { CfnFlow } from "aws-cdk-lib/aws-appflow";

/** How many flows of one stack are made at the same time: AppFlow throttled 92 at once (cdklabs/cdk-appflow#107). */
export const laneCount = 4;

/** The lane of a flow: by hash, so that adding one moves no other. */
export function laneOf(flowName: string): number {
  return createHash("sha256").update(flowName).digest().readUInt32BE() % laneCount;
}

/** Makes each flow wait for the one before it in its lane, in the order of names. */
export function chainLanes(flows: readonly CfnFlow[]): void {
  const byName = [...flows].sort((a, b) => (a.flowName < b.flowName ? -1 : 1));
  const last = new Map<number, CfnFlow>();
  for (const flow of byName) {
    const lane = laneOf(flow.flowName);
    const previous = last.get(lane);
    if (previous) flow.addResourceDependency(previous);
    last.set(lane, flow);
  }
}
