import type { Environment } from "@lakewright/config";
import { PlatformError } from "../../core/index.ts";
import type { RepairPorts } from "../ports/repair-ports.ts";
import { deliverEvents } from "./deliver-events.ts";
import type { CheckStep, LakeFault, MendableFault } from "./lake-fault.ts";
import { lostBookmark } from "./lost-bookmark.ts";
import { lostRuns } from "./lost-runs.ts";
import { unregisteredRuns } from "./unregistered-runs.ts";
import { unusableFiles } from "./unusable-files.ts";

/** In this order: a table is registered by the runs that there are, and a bookmark is read out of their files. */
const checkSteps: readonly CheckStep[] = [lostRuns, unusableFiles, unregisteredRuns, lostBookmark];

/** Compares ledger, catalog and files of every flow into the lake; changes nothing. */
export async function checkLake(
  ports: RepairPorts,
  environment: Environment,
): Promise<readonly LakeFault[]> {
  const faults: LakeFault[] = [];
  for (const flow of incoming(environment))
    for (const step of checkSteps)
      faults.push(...(await step(ports, { environment, flow })).map(told));
  return faults;
}

/**
 * Mends what does not agree, out of the files where the ledger or the catalog has lost something, and returns what it mended. Runs are
 * registered by the registrar's own use case. Each step is whole by itself and changes nothing the second time, so that it may be
 * killed at any moment and called again. No file is deleted. Fails with `flow_busy` while a run is active.
 */
export async function repairLake(
  ports: RepairPorts,
  environment: Environment,
): Promise<readonly LakeFault[]> {
  await assertNoActiveRun(ports);
  await deliverEvents(ports, environment.flows);
  const mended: LakeFault[] = [];
  for (const flow of incoming(environment))
    for (const step of checkSteps)
      for (const fault of await step(ports, { environment, flow })) {
        await fault.mend();
        mended.push(told(fault));
      }
  return mended;
}

function incoming({ flows }: Environment) {
  return flows.filter(({ direction }) => direction === "in");
}

function told({ mend, ...fault }: MendableFault): LakeFault {
  return fault;
}

async function assertNoActiveRun({ ledger }: Pick<RepairPorts, "ledger">): Promise<void> {
  const dead = new Set((await ledger.interruptedRuns()).map(({ executionId }) => executionId));
  const running = await ledger.runs({ status: "running" });
  const alive = running.find(({ executionId }) => !dead.has(executionId));
  if (!alive) return;
  throw new PlatformError(
    "flow_busy",
    `flow "${alive.flow}" is being run (run ${alive.executionId}): nothing was repaired`,
    "wait until it has ended, or end it, and repair again; lakewright repair --check only looks",
  );
}
