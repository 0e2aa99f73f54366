import type { Flow } from "@lakewright/config";
import { type TableId, tableId } from "@lakewright/config/table-id";
import type { DamagedFile, DriftRecord, RunRecord } from "../../catalog/index.ts";
import { damagedFiles, freshUntil, parameterNames } from "../../catalog/index.ts";
import { isUnclassified } from "../../core/index.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";
import { uncertainFields } from "./fields-to-refresh.ts";

export interface FlowStatus {
  readonly flow: string;
  readonly object: string;
  readonly profile: string;
  /** `suspended` flows are not due, here and on AWS. */
  readonly status: Flow["status"];
  /** As registered; undefined before. */
  readonly table: TableId | undefined;
  readonly lastRun: RunRecord | undefined;
  /** Until where the lake holds the source's changes. */
  readonly freshUntil: Date | undefined;
  /** Rows of all successful runs. */
  readonly loadedRows: number;
  readonly partitions: number;
  readonly unclassifiedColumns: readonly string[];
  readonly driftedColumns: readonly string[];
  /** Formulas of an incremental flow: their values may be old, unless the flow has a `refresh`. */
  readonly formulaFields: readonly string[];
  /** Added later, and empty in the rows that have not changed since. */
  readonly unfilledFields: readonly string[];
  /** Files that readers would fail at, since they are missing or no longer as they were loaded. */
  readonly damagedFiles: readonly DamagedFile[];
  /** When the flow's fields are read again, as declared; undefined = never. */
  readonly refresh: string | undefined;
}

export interface PlatformStatus {
  readonly flows: readonly FlowStatus[];
  /** Newest first. */
  readonly drift: readonly DriftRecord[];
  readonly waitingEvents: number;
}

/** Status of every flow, from the ledger and the catalog alone: no source gets a request. */
export async function platformStatus(
  ports: StatusPorts & Pick<FlowPorts, "events">,
  flows: readonly Flow[],
): Promise<PlatformStatus> {
  const statuses: FlowStatus[] = [];
  const killed = new Set((await ports.ledger.interruptedRuns()).map((run) => run.executionId));
  for (const flow of flows) statuses.push(await flowStatus(ports, flow, killed));
  return {
    flows: statuses,
    drift: await ports.ledger.drift({ limit: 50 }),
    waitingEvents: (await ports.events.pending()).length,
  };
}

type StatusPorts = Pick<FlowPorts, "catalog" | "ledger" | "blobs">;

async function flowStatus(
  ports: StatusPorts,
  flow: Flow,
  killed: ReadonlySet<string>,
): Promise<FlowStatus> {
  const [newest] = await ports.ledger.runs({ flow: flow.name, limit: 1 });
  const table = await ports.catalog.table(flow.database, flow.table);
  const columns = table?.input.StorageDescriptor.Columns ?? [];
  const files = await ports.ledger.files(flow.name);
  const { formulas, unfilled } = await uncertainFields(ports, flow);
  return {
    flow: flow.name,
    object: flow.object,
    profile: flow.profile,
    status: flow.status,
    table: table ? tableId(flow) : undefined,
    lastRun: newest && killed.has(newest.executionId) ? asInterrupted(newest) : newest,
    freshUntil: await freshUntil(ports, flow),
    loadedRows: files.reduce((sum, { rows }) => sum + rows, 0),
    partitions: table ? (await ports.catalog.partitions(flow.database, flow.table)).length : 0,
    unclassifiedColumns: columns
      .filter((c) => isUnclassified(c.Parameters?.[parameterNames.sensitivity]))
      .map((c) => c.Name),
    driftedColumns: columns
      .filter((c) => c.Parameters?.[parameterNames.drifted] === "true")
      .map((c) => c.Name),
    formulaFields: formulas,
    unfilledFields: unfilled,
    damagedFiles: await damagedFiles(ports, flow, "end"),
    refresh: flow.refresh?.expression,
  };
}

/** Its process has ended; the next run writes that down and cleans up. */
function asInterrupted(run: RunRecord): RunRecord {
  return { ...run, status: "interrupted" };
}
