import type { Environment, Flow } from "@lakewright/config";
import type { FinishedRun } from "./end-of-run-event.ts";

/** `YYYYMMDD` of a run's start, UTC: the partition value. */
export function loadDateOf(startedAt: Date): string {
  return startedAt.toISOString().slice(0, 10).replaceAll("-", "");
}

/** `s3://<bucket>[/<prefix>]`, as AppFlow names the destination: without the flow name, without a slash at the end. */
export function destinationOf(environment: Pick<Environment, "buckets">, flow: Flow): string {
  const bucket = `s3://${environment.buckets.raw}`;
  return flow.prefix === "" ? bucket : `${bucket}/${flow.prefix}`;
}

/** The parts of a run that AppFlow derives its folders from. */
export type RunPlace = Pick<FinishedRun, "destination" | "flow" | "startedAt" | "executionId">;

/** Folder of a flow under its destination; AppFlow always adds the flow's name. Ends in a slash. */
export function flowFolder({ destination, flow }: Pick<RunPlace, "destination" | "flow">): string {
  return `${destination}/${flow}/`;
}

/** Folder of a day: `…/<flow>/YYYY/MM/DD/`, UTC start of the run. */
function dayFolder(run: Omit<RunPlace, "executionId">): string {
  return `${flowFolder(run)}${run.startedAt.toISOString().slice(0, 10).replaceAll("-", "/")}/`;
}

/** Folder of one run (AppFlow's path hierarchy EXECUTION_ID). */
export function executionFolder(run: RunPlace): string {
  return `${dayFolder(run)}${run.executionId}/`;
}

/**
 * Location of the partition that shows a run. Incremental: the day's folder, to which re-runs only add rows that `current` reduces.
 * Full: the folder of one run, so that a day with two full runs shows the newest alone.
 */
export function partitionLocation(
  { incremental }: Pick<Flow, "incremental">,
  run: RunPlace,
): string {
  return incremental ? dayFolder(run) : executionFolder(run);
}
