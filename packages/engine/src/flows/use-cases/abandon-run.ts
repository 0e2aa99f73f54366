import type { RunOpening } from "../../catalog/index.ts";
import { PlatformError } from "../../core/index.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";

interface FailedEnding {
  readonly error: unknown;
  readonly endedAt: Date;
}

/**
 * Ends a run that an error stopped: its files go, the error is put on record. A run whose success was recorded before the error
 * came stays as it is: its files are what readers see.
 */
export async function abandonRun(
  { ledger, blobs }: Pick<FlowPorts, "ledger" | "blobs">,
  { executionId, target }: RunOpening,
  { error, endedAt }: FailedEnding,
): Promise<void> {
  if ((await ledger.run(executionId))?.status === "succeeded") return;
  const code = error instanceof PlatformError ? error.code : "bug";
  try {
    await blobs.remove(target);
  } finally {
    await ledger.failRun(executionId, {
      endedAt,
      status: code === "cancelled" ? "cancelled" : "failed",
      code,
      message: error instanceof Error ? error.message : String(error),
    });
  }
}
