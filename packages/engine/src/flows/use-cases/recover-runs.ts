import type { FlowPorts } from "../ports/flow-ports.ts";

/** Removes the files of runs whose process was killed, which were never visible. Returns the names of their flows. */
export async function recoverRuns(
  ports: Pick<FlowPorts, "ledger" | "blobs" | "clock">,
): Promise<readonly string[]> {
  const interrupted = await ports.ledger.interruptedRuns();
  for (const run of interrupted) {
    await ports.blobs.remove(run.target);
    await ports.ledger.failRun(run.executionId, {
      endedAt: ports.clock.now(),
      status: "interrupted",
      code: "interrupted",
      message: "the process ended before the run did",
    });
  }
  return interrupted.map(({ flow }) => flow);
}
