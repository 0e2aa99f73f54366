import type { Environment, Flow } from "@lakewright/config";
import { isDue } from "../domain/due.ts";
import { loadedFields } from "../domain/field-type.ts";
import { PlatformError } from "../domain/platform-error.ts";
import { incrementalFieldOf, planWindow, type Window } from "../domain/window.ts";
import type { Ports } from "../ports/ports.ts";
import type { SourceApi } from "../ports/source.ts";
import { chooseFlows, type RunRequest } from "./run-platform.ts";

/** What a run of a flow would do. */
export interface PlannedRun {
  readonly flow: string;
  readonly object: string;
  readonly profile: string;
  readonly kind: "full" | "increment";
  readonly api: SourceApi | "auto";
  readonly window: Window | undefined;
  /** An incremental flow that has not been loaded yet. */
  readonly isFirstLoad: boolean;
  /** Undefined where the source cannot tell in time. */
  readonly expectedRows: number | undefined;
}

export interface RunPlan {
  readonly runs: readonly PlannedRun[];
  readonly skipped: readonly { readonly flow: string; readonly reason: string }[];
  readonly failures: readonly { readonly flow: string; readonly error: PlatformError }[];
}

type PlanPorts = Pick<Ports, "openSource" | "ledger">;

/** What `runPlatform` would do with the same request now. Asks the sources for clocks, fields and counts; changes nothing. */
export async function planRuns(
  ports: PlanPorts,
  environment: Environment,
  request: RunRequest,
  signal: AbortSignal,
): Promise<RunPlan> {
  const runs: PlannedRun[] = [];
  const skipped: { flow: string; reason: string }[] = [];
  const failures: { flow: string; error: PlatformError }[] = [];
  for (const flow of chooseFlows(environment.flows, request.names)) {
    if (signal.aborted) break;
    try {
      const reason = await whySkipped(ports, flow, request.names.length > 0);
      if (reason) skipped.push({ flow: flow.name, reason });
      else runs.push(await planRun(ports, flow, request));
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      failures.push({ flow: flow.name, error });
    }
  }
  return { runs, skipped, failures };
}

async function whySkipped(
  ports: PlanPorts,
  flow: Flow,
  isNamed: boolean,
): Promise<string | undefined> {
  if (flow.direction === "out" || flow.source !== "salesforce")
    return `${flow.source} → ${flow.destination} does not run on one machine yet`;
  if (isNamed) return undefined;
  if (!flow.schedule) return "on demand: name it to run it";
  const [last] = await ports.ledger.runs({ flow: flow.name, status: "succeeded", limit: 1 });
  if (!last || isDue(flow.schedule, last.startedAt, await ports.openSource(flow).now()))
    return undefined;
  return `not due: ran at ${last.startedAt.toISOString()}, ${flow.schedule.expression}`;
}

async function planRun(ports: PlanPorts, flow: Flow, request: RunRequest): Promise<PlannedRun> {
  const source = ports.openSource(flow);
  const now = await source.now();
  const fields = loadedFields(await source.describe(flow.object), flow.excludeFields);
  const names = fields.map(({ name }) => name);
  const bookmark = request.full ? undefined : await ports.ledger.bookmark(flow.name);
  const field = incrementalFieldOf(flow.incrementalField, names);
  const window = narrowed(flow, request, planWindow(flow, field, bookmark, now));
  const asksWindow = request.from !== undefined || request.to !== undefined;
  const expectedRows = await source.count({
    object: flow.object,
    fields: names,
    window,
    includeDeleted: flow.includeDeleted && names.includes("IsDeleted"),
    api: "bulk",
  });
  return {
    flow: flow.name,
    object: flow.object,
    profile: flow.profile,
    kind: asksWindow || (bookmark && window && flow.incremental) ? "increment" : "full",
    api: flow.api,
    window,
    isFirstLoad: flow.incremental && !bookmark && !asksWindow && !request.full,
    expectedRows,
  };
}

/** As the run itself narrows it: `--from` and `--to` replace the planned ends. */
function narrowed(flow: Flow, { from, to, full }: RunRequest, window: Window | undefined) {
  if (!window && (from || to))
    throw new PlatformError(
      "source_refused",
      `${flow.object} has no field that orders its changes, so it cannot be read from or to a date`,
      "leave out --from and --to: the whole object is read",
    );
  if (!window) return undefined;
  return { ...window, from: from ?? (full || to ? undefined : window.from), to: to ?? window.to };
}
