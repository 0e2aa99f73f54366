import type { Flow } from "@lakewright/config";
import { didYouMean } from "@lakewright/config/did-you-mean";
import { freshUntil } from "../../catalog/index.ts";
import { isDue, PlatformError } from "../../core/index.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";
import type { RunFlowOptions } from "./plan-flow.ts";

export interface RunRequest extends RunFlowOptions {
  /** Flow names, object names or profiles; empty = the flows that are due. */
  readonly names: readonly string[];
  /** Instead of loading, compares keys and stamps with the source, and puts right what differs. */
  readonly reconcile?: boolean;
  /** Instead of loading, reads formulas and added fields of every row again. */
  readonly refresh?: boolean;
}

/** Flows by name, object or profile, in the folder's order. Fails with `unknown_name` for a name that fits none. */
export function chooseFlows(flows: readonly Flow[], names: readonly string[]): readonly Flow[] {
  if (names.length === 0) return flows;
  const fits = (flow: Flow, name: string) =>
    [flow.name, flow.object, flow.table, flow.profile].some(
      (candidate) => candidate.toLowerCase() === name.toLowerCase(),
    );
  for (const name of names) {
    if (flows.some((flow) => fits(flow, name))) continue;
    throw new PlatformError(
      "unknown_name",
      `no flow, object or profile is called "${name}" in this environment`,
      didYouMean(name, namesOf(flows)) ??
        `there are: ${[...new Set(flows.map(({ object }) => object))].slice(0, 20).join(", ")}`,
    );
  }
  return flows.filter((flow) => names.some((name) => fits(flow, name)));
}

/** How the reason begins for a flow that has run, and is to run again later. */
export const notDue = "not due";

/** Objects first: of two that are as near, the first counts. */
function namesOf(flows: readonly Flow[]): ReadonlySet<string> {
  const keys = ["object", "table", "profile", "name"] as const;
  return new Set(keys.flatMap((key) => flows.map((flow) => flow[key])));
}

/**
 * The reason for skipping a flow; undefined if it is to run. A flow that is named runs, or fails saying why it cannot; a flow that
 * only its profile's name selects is skipped if it cannot run here.
 */
export async function skipReason(
  ports: Pick<FlowPorts, "openSource" | "canRead" | "ledger">,
  flow: Flow,
  { names, reconcile, refresh }: RunRequest,
): Promise<string | undefined> {
  if (isNamed(flow, names)) return undefined;
  if (flow.direction === "out" || !ports.canRead(flow))
    return `${flow.source} → ${flow.destination} does not run on one machine yet`;
  if (reconcile || refresh || names.length > 0) return undefined;
  if (flow.status === "suspended") return "suspended: AWS does not run it; name it to run it here";
  if (!flow.schedule) return "on demand: name it to run it";
  const last = await freshUntil(ports, flow);
  if (!last || isDue(flow.schedule, last, await ports.openSource(flow).now())) return undefined;
  return `${notDue}: ran at ${last.toISOString()}, ${flow.schedule.expression}`;
}

function isNamed({ name, object, table }: Flow, names: readonly string[]): boolean {
  const lower = names.map((each) => each.toLowerCase());
  return [name, object, table].some((own) => lower.includes(own.toLowerCase()));
}
