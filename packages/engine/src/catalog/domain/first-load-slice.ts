import { type Flow, firstLoadFlowName } from "@lakewright/config";
import { loadDateOf } from "./raw-layout.ts";

/**
 * One part of a first load that is too large for one AppFlow run (15 GB from Salesforce): the records created in
 * `from <= CreatedDate < to`, read once by an on-demand flow of its own.
 */
export interface FirstLoadSlice {
  /** Name of the on-demand flow, and of its folder under the prefix: `<flow>-first-<n>`, n from 1. */
  readonly name: string;
  /** Undefined = from the first record on. */
  readonly from: Date | undefined;
  readonly to: Date;
  /** Load date that the slice is registered under: the day of `to`, before any run of the scheduled flow. */
  readonly partition: string;
}

/**
 * The slices of a flow's first load, oldest first; none for a flow that is not cut. They tile the time before the last
 * cut. The scheduled flow reads by its incremental field from the last cut on, so it takes every record that was created
 * or changed since, also one that changed after its slice was read.
 */
export function firstLoadSlices(
  flow: Pick<Flow, "name" | "firstLoadCuts">,
): readonly FirstLoadSlice[] {
  return flow.firstLoadCuts.map((to, index) => ({
    name: firstLoadFlowName(flow.name, index + 1),
    from: flow.firstLoadCuts[index - 1],
    to,
    partition: loadDateOf(to),
  }));
}

/** The slice of a first load that has this AppFlow flow name, with its flow; undefined if there is none. */
export function sliceOf<F extends Pick<Flow, "name" | "firstLoadCuts">>(
  flows: readonly F[],
  flowName: string,
): { readonly flow: F; readonly slice: FirstLoadSlice } | undefined {
  for (const flow of flows) {
    if (!flowName.startsWith(flow.name)) continue;
    const slice = firstLoadSlices(flow).find(({ name }) => name === flowName);
    if (slice) return { flow, slice };
  }
  return undefined;
}
