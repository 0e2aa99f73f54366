import type { Environment, Flow } from "@lakewright/config";
import { fieldDrift } from "../domain/drift.ts";
import { endOfRunEvent } from "../domain/end-of-run-event.ts";
import { newExecutionId } from "../domain/execution-id.ts";
import {
  type FieldDescription,
  loadedFields,
  type ObjectDescription,
} from "../domain/field-type.ts";
import { hashedFields } from "../domain/personal-field.ts";
import { PlatformError } from "../domain/platform-error.ts";
import type { ReportProgress } from "../domain/progress.ts";
import { destinationOf, executionFolder } from "../domain/raw-layout.ts";
import type { RunOpening } from "../domain/run.ts";
import { incrementalFieldOf, planWindow, type Window } from "../domain/window.ts";
import type { Ports } from "../ports/ports.ts";
import type { Extract, Organization, Source, SourceApi } from "../ports/source.ts";
import { assertTypesUnchanged } from "./assert-types-unchanged.ts";
import { type ExtractedFiles, extractToParquet } from "./extract-to-parquet.ts";
import { fileColumns } from "./file-columns.ts";

export interface RunFlowOptions {
  /** Reads everything again, whatever the bookmark says. */
  readonly full?: boolean;
  /** Reads this window instead of the planned one; the bookmark stays where it is. */
  readonly from?: Date;
  readonly to?: Date;
}

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
  Ports,
  "openSource" | "blobs" | "catalog" | "ledger" | "warehouse" | "clock" | "spoolFolder"
>;

/** Objects below this many rows go through REST: one request instead of a job. */
const restRows = 10_000;

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
  assertRunsHere(flow);
  const source = ports.openSource(flow);
  report({ flow: flow.name, phase: "describe", rows: 0, bytes: 0, expectedRows: undefined });
  const plan = await planned(ports, environment, flow, options, source);
  const expectedRows = await source.count(plan.extract);
  const api = apiFor(flow, expectedRows);
  const attempt = (chosen: SourceApi) =>
    loadWindow(
      ports,
      environment,
      flow,
      { ...plan, api: chosen, expectedRows },
      source,
      signal,
      report,
    );
  try {
    return await attempt(api);
  } catch (error) {
    if (api === "bulk" && flow.api === "auto" && isBulkRefusal(error)) return attempt("rest");
    throw error;
  }
}

/** What a run is going to do, known before its first row. */
interface RunPlan {
  readonly startedAt: Date;
  readonly window: Window | undefined;
  readonly fields: readonly FieldDescription[];
  readonly hashed: ReadonlySet<string>;
  readonly extract: Extract;
  readonly kind: "full" | "increment";
  readonly movesBookmark: boolean;
}

interface ChosenPlan extends RunPlan {
  readonly api: SourceApi;
  readonly expectedRows: number | undefined;
}

function assertRunsHere(flow: Flow): void {
  if (flow.direction === "in" && flow.source === "salesforce") return;
  const kind = `${flow.source} → ${flow.destination}`;
  throw new PlatformError(
    "kind_not_supported",
    `flow "${flow.name}" is ${kind}, which does not run on one machine yet`,
    "it is validated and will be deployed; run the salesforce → s3 flows by name",
  );
}

async function planned(
  ports: RunFlowPorts,
  environment: Environment,
  flow: Flow,
  options: RunFlowOptions,
  source: Source,
): Promise<RunPlan> {
  try {
    const startedAt = await source.now();
    const organization = await source.organization();
    const description = await source.describe(flow.object);
    return await planFor(ports, flow, options, { startedAt, organization, description });
  } catch (error) {
    await recordFailedStart(ports, environment, flow, error);
    throw error;
  }
}

interface SourceAnswers {
  readonly startedAt: Date;
  readonly organization: Organization;
  readonly description: ObjectDescription;
}

async function planFor(
  ports: RunFlowPorts,
  flow: Flow,
  options: RunFlowOptions,
  { startedAt, organization, description }: SourceAnswers,
): Promise<RunPlan> {
  const realOrg = !organization.isSandbox && !organization.isLocal;
  if (realOrg && flow.sensitivity === "unclassified") throw unclassifiedOnRealOrg(flow);
  const fields = loadedFields(description, flow.excludeFields);
  await assertTypesUnchanged(ports, flow, fields);
  const bookmark = options.full ? undefined : await ports.ledger.bookmark(flow.name);
  const field = incrementalFieldOf(
    flow.incrementalField,
    fields.map(({ name }) => name),
  );
  const window = windowFor(flow, options, planWindow(flow, field, bookmark, startedAt));
  const asked = options.from !== undefined || options.to !== undefined;
  return {
    startedAt,
    window,
    fields,
    hashed: hashedFields(flow, fields, realOrg),
    extract: {
      object: flow.object,
      fields: fields.map(({ name }) => name),
      window,
      includeDeleted: flow.includeDeleted && fields.some(({ name }) => name === "IsDeleted"),
      api: "bulk",
    },
    kind: asked || (bookmark && window && flow.incremental) ? "increment" : "full",
    movesBookmark: flow.incremental && !asked,
  };
}

function windowFor(
  flow: Flow,
  { from, to, full }: RunFlowOptions,
  window: Window | undefined,
): Window | undefined {
  if (!window) {
    if (!from && !to) return undefined;
    throw new PlatformError(
      "source_refused",
      `${flow.object} has no field that orders its changes, so it cannot be read from or to a date`,
      "leave out --from and --to: the whole object is read",
    );
  }
  return { ...window, from: from ?? (full || to ? undefined : window.from), to: to ?? window.to };
}

function unclassifiedOnRealOrg(flow: Flow): PlatformError {
  return new PlatformError(
    "unclassified_object",
    `${flow.object} of "${flow.profile}" is unclassified, and "${flow.profile}" is a production org`,
    `${flow.at.file}:${flow.at.line}: add "pii: 1" (personal fields are hashed here) or "pii: 0" to the object`,
  );
}

/** A run that could not even be planned is still on record, at this machine's time. */
async function recordFailedStart(
  ports: RunFlowPorts,
  environment: Environment,
  flow: Flow,
  error: unknown,
): Promise<void> {
  const startedAt = ports.clock.now();
  const opening = openingOf(environment, flow, {
    startedAt,
    kind: "increment",
    api: flow.api === "rest" ? "rest" : "bulk",
    window: undefined,
  });
  await ports.ledger.openRun(opening);
  await ports.ledger.failRun(opening.executionId, failureOf(error, startedAt));
}

function openingOf(
  environment: Environment,
  flow: Flow,
  run: Pick<ChosenPlan, "startedAt" | "kind" | "api" | "window">,
): RunOpening {
  const executionId = newExecutionId();
  return {
    executionId,
    flow: flow.name,
    kind: run.kind,
    api: run.api,
    startedAt: run.startedAt,
    windowFrom: run.window?.from,
    windowTo: run.window?.to,
    target: executionFolder(
      destinationOf(environment, flow),
      flow.name,
      run.startedAt,
      executionId,
    ),
  };
}

function apiFor(flow: Flow, expectedRows: number | undefined): SourceApi {
  if (flow.api !== "auto") return flow.api;
  return expectedRows !== undefined && expectedRows <= restRows ? "rest" : "bulk";
}

/** Salesforce refuses some objects in Bulk; they come through REST. */
function isBulkRefusal(error: unknown): boolean {
  return error instanceof PlatformError && error.code === "bulk_unsupported";
}

async function loadWindow(
  ports: RunFlowPorts,
  environment: Environment,
  flow: Flow,
  plan: ChosenPlan,
  source: Source,
  signal: AbortSignal,
  report: ReportProgress,
): Promise<FlowRun> {
  const opening = openingOf(environment, flow, plan);
  const began = ports.clock.now().getTime();
  const endedAt = () => new Date(plan.startedAt.getTime() + ports.clock.now().getTime() - began);
  await ports.ledger.openRun(opening);
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
        extract: { ...plan.extract, api: plan.api },
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
      api: plan.api,
      rows: extracted.rows,
      bytes: extracted.bytesRead,
      window: plan.window,
    };
  } catch (error) {
    await ports.blobs.remove(opening.target);
    await ports.ledger.failRun(opening.executionId, failureOf(error, endedAt()));
    throw error;
  }
}

async function succeed(
  ports: RunFlowPorts,
  environment: Environment,
  flow: Flow,
  plan: ChosenPlan,
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
    event: endOfRunEvent({
      flow: flow.name,
      executionId: opening.executionId,
      succeeded: true,
      startedAt: plan.startedAt,
      endedAt,
      rows: extracted.rows,
      failedRows: 0,
      destination: destinationOf(environment, flow),
      account: environment.account,
      region: environment.region,
      object: flow.object,
      scheduled: flow.schedule !== undefined,
      bytes: extracted.bytesRead,
    }),
  });
}

function failureOf(error: unknown, endedAt: Date) {
  const known = error instanceof PlatformError ? error : undefined;
  return {
    endedAt,
    status: known?.code === "cancelled" ? ("cancelled" as const) : ("failed" as const),
    code: known?.code ?? "bug",
    message: error instanceof Error ? error.message : String(error),
  };
}
