import type { Flow } from "@lakewright/config";
import type { RunOpening } from "../../catalog/index.ts";
import { fieldDrift } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import { heldVersions, type LakeRelation } from "../../query/index.ts";
import { columnTypeOf, type Window } from "../../sources/index.ts";
import type { FileColumn } from "../ports/lake-writer.ts";
import { abandonRun } from "./abandon-run.ts";
import { withApiFallback } from "./api-fallback.ts";
import { type ExtractedFiles, extractToParquet } from "./extract-to-parquet.ts";
import { type FlowPlan, planFlow, type RunFlowOptions } from "./plan-flow.ts";
import type { RunContext } from "./run-context.ts";
import { runEvent, runOpening } from "./run-opening.ts";

export interface FlowRun {
  readonly flow: string;
  readonly executionId: string;
  readonly kind: RunOpening["kind"];
  /** The API that the source read by. */
  readonly api: string;
  /** Rows that came into the lake. */
  readonly rows: number;
  /** Rows that the source sent; of those that an overlap reads again, most are held already. */
  readonly rowsRead: number;
  readonly bytes: number;
  readonly window: Window | undefined;
}

type LoadContext = RunContext<
  | "openSource"
  | "blobs"
  | "catalog"
  | "ledger"
  | "lakeWriter"
  | "clock"
  | "spoolFolder"
  | "newExecutionId"
>;

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
  return withApiFallback(source, { preferredApi: flow.api, api: extract.api }, (api) =>
    loadWindow(context, flow, { ...plan, extract: { ...extract, api } }),
  );
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

async function loadWindow(context: LoadContext, flow: Flow, plan: FlowPlan): Promise<FlowRun> {
  const { ports, report } = context;
  const { extract, expectedRows } = plan;
  const opening = runOpening(context, flow, { ...plan, api: extract.api });
  const { executionId, target } = opening;
  const began = ports.clock.now().getTime();
  const endedAt = () => new Date(plan.startedAt.getTime() + ports.clock.now().getTime() - began);
  await ports.ledger.openRun(opening);
  report({ flow: flow.name, phase: "extract", rows: 0, bytes: 0, expectedRows });
  try {
    const extracted = await extractToParquet(context, {
      flow: flow.name,
      executionId,
      target,
      expectedRows,
      source: ports.openSource(flow),
      extract,
      columns: fileColumns(plan),
      held: await heldRows(ports, flow, plan),
    });
    await succeed(context, flow, { plan, opening, extracted, endedAt: endedAt() });
    return {
      flow: flow.name,
      executionId,
      kind: plan.kind,
      api: extract.api,
      rows: extracted.rows,
      rowsRead: extracted.rowsRead,
      bytes: extracted.bytesRead,
      window: plan.window,
    };
  } catch (error) {
    await abandonRun(ports, opening, { error, endedAt: endedAt() });
    throw error;
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

/** How the loaded fields are written to Parquet. */
function fileColumns({ fields, hashed }: FlowPlan): readonly FileColumn[] {
  return fields.map(({ name, type }) => ({
    name,
    type: columnTypeOf(type).duckdb,
    hashed: hashed.has(name),
  }));
}

interface LoadedWindow {
  readonly plan: FlowPlan;
  readonly opening: RunOpening;
  readonly extracted: ExtractedFiles;
  readonly endedAt: Date;
}

async function succeed(
  { ports, environment }: LoadContext,
  flow: Flow,
  { plan, opening, extracted, endedAt }: LoadedWindow,
): Promise<void> {
  const before = await ports.ledger.lastFields(flow.name);
  await ports.ledger.succeedRun(opening.executionId, {
    endedAt,
    rows: extracted.rows,
    rowsRead: extracted.rowsRead,
    bytesRead: extracted.bytesRead,
    files: extracted.files,
    fields: plan.fields,
    drift: before ? fieldDrift(before, plan.fields) : [],
    bookmark: plan.movesBookmark ? plan.window?.to : undefined,
    event: runEvent(environment, flow, { ...opening, ...extracted, endedAt }),
  });
}
