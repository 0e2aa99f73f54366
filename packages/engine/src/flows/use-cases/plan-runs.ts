import { PlatformError } from "../../core/index.ts";
import type { Window } from "../../sources/index.ts";
import { chooseFlows, type RunRequest, skipReason } from "./choose-flows.ts";
import { planFlow } from "./plan-flow.ts";
import type { RunContext } from "./run-context.ts";

/** A run of a flow, as it would be now. */
export interface PlannedRun {
  readonly flow: string;
  readonly object: string;
  readonly profile: string;
  readonly kind: "full" | "increment";
  /** The API that the source would read by. */
  readonly api: string;
  readonly window: Window | undefined;
  /** An incremental flow that has not been loaded yet. */
  readonly isFirstLoad: boolean;
  /** Undefined where the source cannot count them in time. */
  readonly expectedRows: number | undefined;
}

export interface RunPlan {
  readonly runs: readonly PlannedRun[];
  readonly skipped: readonly { readonly flow: string; readonly reason: string }[];
  readonly failures: readonly { readonly flow: string; readonly error: PlatformError }[];
}

type PlanContext = Omit<RunContext<"openSource" | "canRead" | "ledger" | "catalog">, "report">;

/** The runs that `runPlatform` would do with the same request now. Asks the sources for clocks, fields and counts; changes nothing. */
export async function planRuns(
  { ports, environment, signal }: PlanContext,
  request: RunRequest,
): Promise<RunPlan> {
  const runs: PlannedRun[] = [];
  const skipped: { flow: string; reason: string }[] = [];
  const failures: { flow: string; error: PlatformError }[] = [];
  for (const flow of chooseFlows(environment.flows, request.names)) {
    if (signal.aborted) break;
    try {
      const reason = await skipReason(ports, flow, request);
      if (reason) {
        skipped.push({ flow: flow.name, reason });
        continue;
      }
      const plan = await planFlow(ports, flow, request);
      const { kind, window, isFirstLoad, expectedRows } = plan;
      const { name, object, profile } = flow;
      const { api } = plan.extract;
      runs.push({ flow: name, object, profile, kind, api, window, isFirstLoad, expectedRows });
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      failures.push({ flow: flow.name, error });
    }
  }
  return { runs, skipped, failures };
}
