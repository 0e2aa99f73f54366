import type { Flow } from "@lakewright/config";
import { tableId } from "@lakewright/config/table-id";
import { PlatformError } from "../../core/index.ts";
import type { FinishedRun } from "../domain/end-of-run-event.ts";
import { sliceOf } from "../domain/first-load-slice.ts";
import { executionFolder, loadDateOf, partitionLocation } from "../domain/raw-layout.ts";
import { newPartitionInput, parameterNames } from "../domain/registered-table.ts";
import type { PartitionInput } from "../domain/table-input.ts";
import type { CatalogPorts } from "../ports/catalog-ports.ts";

/** Attempts to change a table or partition that others change at the same time. */
export const maxConflictTries = 20;

/** The flow that a run fed, and the partition that shows what the run brought. */
export interface RunTarget {
  readonly flow: Flow;
  readonly partition: PartitionInput;
}

/**
 * The table and partition that a run is registered in; undefined for a flow that the platform does not declare. A slice of
 * a first load is an on-demand flow of its own that feeds its flow's table, under the day of its upper cut.
 */
export function targetOf(flows: readonly Flow[], run: FinishedRun): RunTarget | undefined {
  const flow = flows.find(({ name }) => name === run.flow);
  if (flow) {
    const location = partitionLocation(flow, run);
    return { flow, partition: newPartitionInput(loadDateOf(run.startedAt), location, run) };
  }
  const found = sliceOf(flows, run.flow);
  if (!found) return undefined;
  const { partition } = found.slice;
  return { flow: found.flow, partition: newPartitionInput(partition, executionFolder(run), run) };
}

/** Creates the partition, or points it to a newer run. An older run changes nothing. */
export async function registerPartition(
  { catalog }: Pick<CatalogPorts, "catalog">,
  { flow: { database, table }, partition: wanted }: RunTarget,
): Promise<"created" | "updated" | "unchanged"> {
  for (let attempt = 0; attempt < maxConflictTries; attempt++) {
    if ((await catalog.createPartition(database, table, wanted)) === "created") return "created";
    const present = await catalog.partition(database, table, wanted.Values);
    if (!present) continue;
    if (!isBehind(present, wanted)) return "unchanged";
    const updated = await catalog.updatePartition(database, table, {
      input: wanted,
      expected: present,
    });
    if (updated === "updated") return "updated";
  }
  throw contended(`partition ${wanted.Values[0]} of "${tableId({ database, table })}"`);
}

/** Whether a partition shows less than a run brought: it points elsewhere, and not to a newer run. */
export function isBehind(present: PartitionInput, wanted: PartitionInput): boolean {
  if (present.StorageDescriptor.Location === wanted.StorageDescriptor.Location) return false;
  return runOrderOf(present) <= runOrderOf(wanted);
}

/** By start, and then by execution id. */
function runOrderOf({ Parameters }: PartitionInput): string {
  return `${Parameters[parameterNames.startedAt] ?? ""} ${Parameters[parameterNames.execution] ?? ""}`;
}

export function contended(what: string): PlatformError {
  return new PlatformError(
    "flow_busy",
    `${what} kept changing while a run was being registered`,
    "the event will be delivered again; nothing is lost",
  );
}
