import type { Environment, Flow } from "@lakewright/config";
import type { RunOpening, RunSuccess } from "../../catalog/index.ts";
import {
  destinationOf,
  type EndOfRunEvent,
  endOfRunEvent,
  executionFolder,
} from "../../catalog/index.ts";
import type { Window } from "../../sources/index.ts";
import type { RunContext } from "./run-context.ts";

/** How a run begins, without its id and folder. */
export type Beginning = Pick<RunOpening, "startedAt" | "kind" | "api"> & {
  readonly window: Window | undefined;
};

/** A run of a flow as it begins, with its id and the folder for its files. */
export function runOpening(
  { ports, environment }: Pick<RunContext<"newExecutionId">, "ports" | "environment">,
  flow: Flow,
  run: Beginning,
): RunOpening {
  const { startedAt, kind, api, window } = run;
  const executionId = ports.newExecutionId();
  const destination = destinationOf(environment, flow);
  return {
    executionId,
    flow: flow.name,
    kind,
    api,
    startedAt,
    windowFrom: window?.from,
    windowTo: window?.to,
    target: executionFolder({ destination, flow: flow.name, startedAt, executionId }),
  };
}

type EndedRun = Pick<RunOpening, "executionId" | "startedAt"> &
  Pick<RunSuccess, "endedAt" | "rows" | "bytesRead">;

/** The event that AppFlow would send at the end of this run. */
export function runEvent(
  environment: Environment,
  flow: Flow,
  { executionId, startedAt, endedAt, rows, bytesRead }: EndedRun,
): EndOfRunEvent {
  return endOfRunEvent({
    flow: flow.name,
    executionId,
    succeeded: true,
    startedAt,
    endedAt,
    rows,
    failedRows: 0,
    destination: destinationOf(environment, flow),
    account: environment.account,
    region: environment.region,
    object: flow.object,
    scheduled: flow.schedule !== undefined,
    bytes: bytesRead,
  });
}
