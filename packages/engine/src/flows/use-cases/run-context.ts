import type { Environment } from "@lakewright/config";
import type { ReportProgress } from "../domain/progress.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";

/** Shared by every step of a call of `run`; `Name` lists the ports that a step needs. */
export interface RunContext<Name extends keyof FlowPorts = keyof FlowPorts> {
  readonly ports: Pick<FlowPorts, Name>;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
}
