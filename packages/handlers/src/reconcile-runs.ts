import type { Manifest } from "@lakewright/config";
import { type ReconcilePorts, type Reconciliation, reconcileRuns } from "@lakewright/engine";
import { awsReconcilePorts } from "@lakewright/engine/aws";
import { bundledManifest } from "./bundled-manifest.ts";
import { errorFields, logLine, type WriteLine, writeLine } from "./log-line.ts";

/** How far missed events are looked for: longer than a queue and a weekend keep anything waiting. */
const lookBackDays = 7;

/** Counts of what the look-back found. */
export interface ReconciliationReport {
  readonly flows: number;
  readonly registered: number;
  readonly failures: number;
}

/** Registers runs whose events were missed, and says each one. Failures are counted, not thrown: one flow stops no other. */
export function reconcileRunsHandler(
  ports: ReconcilePorts,
  manifest: Manifest,
  write: WriteLine,
): () => Promise<ReconciliationReport> {
  return async () => {
    const found = await reconcileRuns(ports, manifest.environment, lookBackDays);
    for (const line of linesOf(manifest, found)) write(line);
    const { flows, registered, failures } = found;
    return { flows, registered: registered.length, failures: failures.length };
  };
}

function linesOf(manifest: Manifest, { registered, failures }: Reconciliation): readonly string[] {
  return [
    ...registered.map((run) =>
      logLine(
        manifest,
        { message: "run registered, whose event was missed", ...run },
        { RunsReconciled: 1, TypeConflicts: run.conflicts.length },
      ),
    ),
    ...failures.map(({ flow, error }) =>
      logLine(
        manifest,
        { message: "the flow's runs could not be looked at", flow, ...errorFields(error) },
        { ReconciliationsFailed: 1 },
      ),
    ),
  ];
}

let bound: ReturnType<typeof reconcileRunsHandler> | undefined;

/** Entry point of Lambda, on a schedule. */
export async function handler(): Promise<ReconciliationReport> {
  bound ??= reconcileRunsHandler(awsReconcilePorts(), bundledManifest(import.meta.url), writeLine);
  return bound();
}
