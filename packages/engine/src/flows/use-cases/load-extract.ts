import type { Flow } from "@lakewright/config";
import type { RunKind, RunOpening } from "../../catalog/index.ts";
import { fieldDrift } from "../../catalog/index.ts";
import type { LakeRelation } from "../../query/index.ts";
import { columnTypeOf, type Window } from "../../sources/index.ts";
import type { FileColumn } from "../ports/lake-writer.ts";
import { abandonRun } from "./abandon-run.ts";
import { type ExtractedFiles, extractToParquet } from "./extract-to-parquet.ts";
import type { FlowPlan } from "./plan-flow.ts";
import type { RunContext } from "./run-context.ts";
import { runEvent, runOpening } from "./run-opening.ts";

export interface FlowRun {
  readonly flow: string;
  readonly executionId: string;
  readonly kind: RunKind;
  /** The API that the source read by. */
  readonly api: string;
  /** Why it was not the API that was chosen first; absent where it was. */
  readonly otherApi?: string;
  /** Rows that came into the lake. */
  readonly rows: number;
  /** Rows that the source sent; of those that an overlap reads again, most are held already. */
  readonly rowsRead: number;
  readonly bytes: number;
  readonly window: Window | undefined;
}

export type LoadContext = RunContext<
  | "openSource"
  | "blobs"
  | "catalog"
  | "ledger"
  | "lakeWriter"
  | "rowReader"
  | "clock"
  | "spoolFolder"
  | "newExecutionId"
>;

/** An extract and what becomes of it. */
export interface LoadPlan
  extends Pick<
    FlowPlan,
    "startedAt" | "window" | "fields" | "hashed" | "extract" | "movesBookmark" | "expectedRows"
  > {
  readonly kind: RunKind;
  /** Rows that the lake already holds and that are not written again. */
  readonly held: LakeRelation | undefined;
}

/** Reads an extract, writes it and records the run with its event. A run that fails leaves nothing but its record. */
export async function loadExtract(
  context: LoadContext,
  flow: Flow,
  plan: LoadPlan,
): Promise<FlowRun> {
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
      held: plan.held,
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

/** How the loaded fields are written to Parquet. */
export function fileColumns({
  fields,
  hashed,
}: Pick<LoadPlan, "fields" | "hashed">): readonly FileColumn[] {
  return fields.map(({ name, type }) => ({
    name,
    type: columnTypeOf(type).duckdb,
    hashed: hashed.has(name),
  }));
}

interface LoadedWindow {
  readonly plan: LoadPlan;
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
    // The next load tells it, and a field that nobody has loaded yet is not there to be repaired.
    drift: before && plan.kind !== "reconcile" ? fieldDrift(before, plan.fields) : [],
    bookmark: plan.movesBookmark ? plan.window?.to : undefined,
    event: runEvent(environment, flow, { ...opening, ...extracted, endedAt }),
  });
}
