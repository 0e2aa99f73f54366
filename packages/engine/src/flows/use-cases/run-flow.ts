import type { Flow } from "@lakewright/config";
import { PlatformError } from "../../core/index.ts";
import { heldVersions, type LakeRelation } from "../../query/index.ts";
import { abandonRun } from "./abandon-run.ts";
import { withApiFallback } from "./api-fallback.ts";
import { type FlowRun, type LoadContext, loadExtract } from "./load-extract.ts";
import { type FlowPlan, planFlow, type RunFlowOptions } from "./plan-flow.ts";
import { runOpening } from "./run-opening.ts";

/**
 * Loads what a flow's window holds into the raw zone and records the run with its event; registration follows from
 * the event. Either the whole run becomes visible or nothing does; running it again after any failure neither loses nor
 * doubles rows. Every failure is on the ledger, with a hint in the error.
 */
export async function runFlow(
  context: LoadContext,
  flow: Flow,
  options: RunFlowOptions,
): Promise<FlowRun> {
  context.report({
    flow: flow.name,
    phase: "describe",
    rows: 0,
    bytes: 0,
    expectedRows: undefined,
  });
  const source = context.ports.openSource(flow);
  const plan = await planOnRecord(context, flow, options);
  const { extract } = plan;
  const held = await heldRows(context.ports, flow, plan);
  const choice = { preferredApi: flow.api, api: extract.api };
  return withApiFallback(source, choice, async (api, because) => ({
    ...(await loadExtract(context, flow, { ...plan, held, extract: { ...extract, api } })),
    ...(because === undefined ? {} : { otherApi: because }),
  }));
}

async function planOnRecord(
  context: LoadContext,
  flow: Flow,
  options: RunFlowOptions,
): Promise<FlowPlan> {
  try {
    return await planFlow(context.ports, flow, options);
  } catch (error) {
    await recordFailedStart(context, flow, error);
    throw error;
  }
}

/** A run that could not even be planned is still on record, at this machine's time. */
async function recordFailedStart(context: LoadContext, flow: Flow, error: unknown): Promise<void> {
  const { ports } = context;
  const startedAt = ports.clock.now();
  const opening = runOpening(context, flow, {
    startedAt,
    kind: "increment",
    api: ports.openSource(flow).chooseApi(flow.api, undefined),
    window: undefined,
  });
  try {
    await ports.ledger.openRun(opening);
    await abandonRun(ports, opening, { error, endedAt: startedAt });
  } catch (unrecorded) {
    // Another process runs the flow and has its own record: the first error is the one to throw.
    if (!(unrecorded instanceof PlatformError)) throw unrecorded;
  }
}

/** What an increment may read again: changes from its window's start on. A backfill is asked for, and writes all that it reads. */
async function heldRows(
  ports: LoadContext["ports"],
  flow: Flow,
  { kind, movesBookmark, window, fields }: FlowPlan,
): Promise<LakeRelation | undefined> {
  if (kind !== "increment" || !movesBookmark || !window?.from) return undefined;
  return heldVersions(ports, flow, { fields, order: window.field, since: window.from });
}
