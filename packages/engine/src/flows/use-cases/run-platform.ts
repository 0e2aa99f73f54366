import type { Flow } from "@lakewright/config";
import { deliverEvents } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import { chooseFlows, notDue, type RunRequest, skipReason } from "./choose-flows.ts";
import type { FlowRun } from "./load-extract.ts";
import { type Merge, mergeCurrent } from "./merge-current.ts";
import { type Reconciliation, reconcileKeys } from "./reconcile-keys.ts";
import { recoverRuns } from "./recover-runs.ts";
import { isRefreshDue, type Refresh, refreshFields } from "./refresh-fields.ts";
import { removeLeftJobs } from "./remove-left-jobs.ts";
import type { RunContext } from "./run-context.ts";
import { runFlow } from "./run-flow.ts";

/** The outcome of each flow; a failure of one does not stop the others. */
export interface PlatformRun {
  readonly runs: readonly FlowRun[];
  readonly merges: readonly Merge[];
  readonly reconciliations: readonly Reconciliation[];
  readonly refreshes: readonly Refresh[];
  readonly failures: readonly { readonly flow: string; readonly error: PlatformError }[];
  /** Flows whose earlier, killed run was cleaned up. */
  readonly recovered: readonly string[];
  /** Flows that are not due, with a reason. */
  readonly skipped: readonly { readonly flow: string; readonly reason: string }[];
}

/**
 * Runs the flows that are named, or those that are due by the source's clock: load, register, and merge where it pays. Cleans up
 * after killed processes first and handles their waiting events. A cancelled signal ends it after the current flow.
 */
export async function runPlatform(context: RunContext, request: RunRequest): Promise<PlatformRun> {
  const { ports, environment, signal } = context;
  const chosen = chooseFlows(environment.flows, request.names);
  const recovered = await recoverRuns(ports);
  await removeLeftJobs(ports, chosen);
  const failures: { flow: string; error: PlatformError }[] = [];
  const recorded = async (flow: Flow, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      failures.push({ flow: flow.name, error });
    }
  };
  for (const flow of environment.flows) await recorded(flow, () => deliverEvents(ports, [flow]));
  const runs: FlowRun[] = [];
  const merges: Merge[] = [];
  const reconciliations: Reconciliation[] = [];
  const refreshes: Refresh[] = [];
  const skipped: { flow: string; reason: string }[] = [];
  for (const flow of chosen) {
    if (signal.aborted) break;
    await recorded(flow, async () => {
      const reason = await skipReason(ports, flow, request);
      const isLate = await isLateRefresh(ports, flow, { request, reason });
      if (reason && !isLate) {
        skipped.push({ flow: flow.name, reason });
        return;
      }
      if (request.reconcile) {
        const found = await reconcileKeys(context, flow);
        if (found) reconciliations.push(found);
      } else if (!request.refresh && !reason) runs.push(await runFlow(context, flow, request));
      await deliverEvents(ports, [flow]);
      if (request.refresh || isLate) {
        const refreshed = await refreshFields(context, flow);
        if (refreshed) refreshes.push(refreshed);
        await deliverEvents(ports, [flow]);
      }
      const merge = await mergeCurrent(context, flow);
      if (merge) merges.push(merge);
    });
  }
  return { runs, merges, reconciliations, refreshes, failures, recovered, skipped };
}

/** Whether the flow's own refresh is due beside a load of what changed, or without one where only that is not due yet. */
async function isLateRefresh(
  ports: RunContext["ports"],
  flow: Flow,
  { request, reason }: { readonly request: RunRequest; readonly reason: string | undefined },
): Promise<boolean> {
  const { reconcile, refresh, full, from, to } = request;
  if (reconcile || refresh || full || from || to) return false;
  if (reason && !reason.startsWith(notDue)) return false;
  return isRefreshDue(ports, flow);
}
