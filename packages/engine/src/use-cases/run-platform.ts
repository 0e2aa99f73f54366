import type { Environment, Flow } from "@lakewright/config";
import { isDue } from "../domain/due.ts";
import { PlatformError } from "../domain/platform-error.ts";
import type { ReportProgress } from "../domain/progress.ts";
import type { Ports } from "../ports/ports.ts";
import { deliverEvents } from "./deliver-events.ts";
import { type Merge, mergeCurrent } from "./merge-current.ts";
import { type Reconciliation, reconcileKeys } from "./reconcile-keys.ts";
import { recoverRuns } from "./recover-runs.ts";
import { type FlowRun, type RunFlowOptions, runFlow } from "./run-flow.ts";

export interface RunRequest extends RunFlowOptions {
  /** Flow names, object names or profiles; empty = what is due. */
  readonly names: readonly string[];
  /** Instead of loading, compares keys with the source and records what vanished there. */
  readonly reconcile?: boolean;
}

/** What became of each flow; a failure of one does not stop the others. */
export interface PlatformRun {
  readonly runs: readonly FlowRun[];
  readonly merges: readonly Merge[];
  readonly reconciliations: readonly Reconciliation[];
  readonly failures: readonly { readonly flow: string; readonly error: PlatformError }[];
  /** Flows whose earlier, killed run was cleaned up. */
  readonly recovered: readonly string[];
  /** Flows that are not due, with a reason. */
  readonly skipped: readonly { readonly flow: string; readonly reason: string }[];
}

/**
 * Runs the flows that are named, or those that are due by the source's clock: load, register, and merge where it pays. Cleans up
 * after killed processes first and handles their waiting events. A cancelled signal ends it after the flow in hand.
 */
export async function runPlatform(
  ports: Ports,
  environment: Environment,
  request: RunRequest,
  signal: AbortSignal,
  report: ReportProgress,
): Promise<PlatformRun> {
  const chosen = chooseFlows(environment.flows, request.names);
  const recovered = await recoverRuns(ports);
  await deliverEvents(ports, environment.flows);
  const runs: FlowRun[] = [];
  const merges: Merge[] = [];
  const reconciliations: Reconciliation[] = [];
  const failures: { flow: string; error: PlatformError }[] = [];
  const skipped: { flow: string; reason: string }[] = [];
  for (const flow of chosen) {
    if (signal.aborted) break;
    try {
      const reason = await whyNotRun(ports, flow, request);
      if (reason) {
        skipped.push({ flow: flow.name, reason });
        continue;
      }
      if (request.reconcile) {
        const found = await reconcileKeys(ports, environment, flow, signal);
        if (found) reconciliations.push(found);
      } else runs.push(await runFlow(ports, environment, flow, request, signal, report));
      await deliverEvents(ports, environment.flows);
      const merge = await mergeCurrent(ports, environment, flow, report);
      if (merge) merges.push(merge);
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      failures.push({ flow: flow.name, error });
    }
  }
  return { runs, merges, reconciliations, failures, recovered, skipped };
}

/** Flows by name, object or profile, in the folder's order. Fails with `unknown_name` for a name that fits none. */
export function chooseFlows(flows: readonly Flow[], names: readonly string[]): readonly Flow[] {
  if (names.length === 0) return flows;
  const fits = (flow: Flow, name: string) =>
    [flow.name, flow.object, flow.table, flow.profile].some(
      (n) => n.toLowerCase() === name.toLowerCase(),
    );
  for (const name of names) {
    if (flows.some((flow) => fits(flow, name))) continue;
    throw new PlatformError(
      "unknown_name",
      `no flow, object or profile is called "${name}" in this environment`,
      `there are: ${[...new Set(flows.map(({ object }) => object))].slice(0, 20).join(", ")}`,
    );
  }
  return flows.filter((flow) => names.some((name) => fits(flow, name)));
}

/** A flow that is named runs, or fails saying why it cannot. */
async function whyNotRun(
  ports: Ports,
  flow: Flow,
  { names, reconcile }: RunRequest,
): Promise<string | undefined> {
  if (names.length > 0) return undefined;
  if (flow.direction === "out" || flow.source !== "salesforce")
    return `${flow.source} → ${flow.destination} does not run on one machine yet`;
  if (reconcile) return undefined;
  if (!flow.schedule) return "on demand: name it to run it";
  const [last] = await ports.ledger.runs({ flow: flow.name, status: "succeeded", limit: 1 });
  if (!last) return undefined;
  const now = await ports.openSource(flow).now();
  return isDue(flow.schedule, last.startedAt, now)
    ? undefined
    : `not due: ran at ${last.startedAt.toISOString()}, ${flow.schedule.expression}`;
}
