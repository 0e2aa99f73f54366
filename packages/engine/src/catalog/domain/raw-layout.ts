import type { Environment, Flow } from "@lakewright/config";

/** `YYYYMMDD` of a run's start, UTC: the partition value. */
export function loadDateOf(startedAt: Date): string {
  return startedAt.toISOString().slice(0, 10).replaceAll("-", "");
}

/** `s3://<bucket>[/<prefix>]`, as AppFlow names the destination: without the flow name, without a slash at the end. */
export function destinationOf(environment: Pick<Environment, "buckets">, flow: Flow): string {
  const bucket = `s3://${environment.buckets.raw}`;
  return flow.prefix === "" ? bucket : `${bucket}/${flow.prefix}`;
}

/** Folder of a flow under its destination; AppFlow always adds the flow's name. Ends in a slash. */
export function flowFolder(destination: string, flowName: string): string {
  return `${destination}/${flowName}/`;
}

/** Folder of a day: `…/<flow>/YYYY/MM/DD/`, UTC start of the run. */
export function dayFolder(destination: string, flowName: string, startedAt: Date): string {
  return `${flowFolder(destination, flowName)}${startedAt.toISOString().slice(0, 10).replaceAll("-", "/")}/`;
}

/** Folder of one run (AppFlow's path hierarchy EXECUTION_ID). */
export function executionFolder(
  destination: string,
  flowName: string,
  startedAt: Date,
  executionId: string,
): string {
  return `${dayFolder(destination, flowName, startedAt)}${executionId}/`;
}

/**
 * What a partition points to. Incremental: the day's folder, to which re-runs only add rows that `current` reduces.
 * Full: the folder of one run, so that a day with two full runs shows the newest alone.
 */
export function partitionLocation(
  flow: Pick<Flow, "incremental" | "name">,
  destination: string,
  startedAt: Date,
  executionId: string,
): string {
  return flow.incremental
    ? dayFolder(destination, flow.name, startedAt)
    : executionFolder(destination, flow.name, startedAt, executionId);
}
