import type { Environment, Flow } from "@lakewright/config";
import type { RunOpening } from "../../catalog/index.ts";
import { fieldDrift } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import type { Source, SourceApi, Window } from "../../sources/index.ts";
import type { ReportProgress } from "../domain/progress.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";
import { abandonRun } from "./abandon-run.ts";
import { type ExtractedFiles, extractToParquet } from "./extract-to-parquet.ts";
import { fileColumns } from "./file-columns.ts";
import { type FlowPlan, planFlow, type RunFlowOptions } from "./plan-flow.ts";
import { withRestFallback } from "./rest-fallback.ts";
import { runEvent, runOpening } from "./run-opening.ts";

export interface FlowRun {
  readonly flow: string;
  readonly executionId: string;
  readonly kind: RunOpening["kind"];
  readonly api: SourceApi;
  readonly rows: number;
  readonly bytes: number;
  readonly window: Window | undefined;
}

type RunFlowPorts = Pick<
  FlowPorts,
  "openSource" | "blobs" | "catalog" | "ledger" | "lakeWriter" | "clock" | "spoolFolder"
>;

/**
 * Loads what a flow's window holds into the raw zone and records the run with its event; registration follows from
 * the event. Either the whole run becomes visible or nothing does; running it again after any failure neither loses nor
 * doubles rows. Every failure is on the ledger, with what to do next in the error.
 */
export async function runFlow(
  ports: RunFlowPorts,
  environment: Environment,
  flow: Flow,
  options: RunFlowOptions,
  signal: AbortSignal,
  report: ReportProgress,
): Promise<FlowRun> {
  report({ flow: flow.name, phase: "describe", rows: 0, bytes: 0, expectedRows: undefined });
  const source = ports.openSource(flow);
  const plan = await planOnRecord(ports, environment, flow, options, source);
  const attempt = (api: SourceApi) =>
    loadWindow(
      ports,
      environment,
      flow,
      { ...plan, extract: { ...plan.extract, api } },
      source,
      signal,
      report,
    );
  return withRestFallback(flow, plan.extract.api, attempt);
}

async function planOnRecord(
  ports: RunFlowPorts,
  environment: Environment,
  flow: Flow,
  options: RunFlowOptions,
  source: Source,
): Promise<FlowPlan> {
  try {
    return await planFlow(ports, flow, options, source);
  } catch (error) {
    await recordFailedStart(ports, environment, flow, error);
    throw error;
  }
}

/** A run that could not even be planned is still on record, at this machine's time. */
async function recordFailedStart(
  ports: RunFlowPorts,
  environment: Environment,
  flow: Flow,
  error: unknown,
): Promise<void> {
  const startedAt = ports.clock.now();
  const opening = runOpening(environment, flow, {
    startedAt,
    kind: "increment",
    api: flow.api === "rest" ? "rest" : "bulk",
    window: undefined,
  });
  try {
    await ports.ledger.openRun(opening);
    await abandonRun(ports, opening, error, startedAt);
  } catch (unrecorded) {
    // Another process runs the flow: its record stands, and the first error is the one to tell.
    if (!(unrecorded instanceof PlatformError)) throw unrecorded;
  }
}

async function loadWindow(
  ports: RunFlowPorts,
  environment: Environment,
  flow: Flow,
  plan: FlowPlan,
  source: Source,
  signal: AbortSignal,
  report: ReportProgress,
): Promise<FlowRun> {
  const opening = runOpening(environment, flow, { ...plan, api: plan.extract.api });
  const began = ports.clock.now().getTime();
  const endedAt = () => new Date(plan.startedAt.getTime() + ports.clock.now().getTime() - began);
  await ports.ledger.openRun(opening);
  const { expectedRows } = plan;
  report({ flow: flow.name, phase: "extract", rows: 0, bytes: 0, expectedRows });
  try {
    const extracted = await extractToParquet(
      ports,
      {
        flow: flow.name,
        executionId: opening.executionId,
        target: opening.target,
        expectedRows: plan.expectedRows,
      },
      {
        source,
        extract: plan.extract,
        columns: fileColumns(plan.fields, plan.hashed),
      },
      signal,
      report,
    );
    await succeed(ports, environment, flow, plan, opening, extracted, endedAt());
    return {
      flow: flow.name,
      executionId: opening.executionId,
      kind: plan.kind,
      api: plan.extract.api,
      rows: extracted.rows,
      bytes: extracted.bytesRead,
      window: plan.window,
    };
  } catch (error) {
    await abandonRun(ports, opening, error, endedAt());
    throw error;
  }
}

async function succeed(
  ports: RunFlowPorts,
  environment: Environment,
  flow: Flow,
  plan: FlowPlan,
  opening: RunOpening,
  extracted: ExtractedFiles,
  endedAt: Date,
): Promise<void> {
  const before = await ports.ledger.lastFields(flow.name);
  await ports.ledger.succeedRun(opening.executionId, {
    endedAt,
    rows: extracted.rows,
    bytesRead: extracted.bytesRead,
    files: extracted.files,
    fields: plan.fields,
    drift: before ? fieldDrift(before, plan.fields) : [],
    bookmark: plan.movesBookmark ? plan.window?.to : undefined,
    event: runEvent(environment, flow, opening, { endedAt, ...extracted }),
  });
}
