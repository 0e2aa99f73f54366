import { mapBounded, PlatformError } from "../../core/index.ts";
import type { LineageEvent } from "../domain/lineage-events.ts";
import type { LineageSink } from "../ports/lineage-sink.ts";

/** A build never waits longer for a lineage server. */
const timeoutMs = 30_000;
const maxConcurrent = 4;

/** Posts events, those of one run in their order. Stops at the first that the server refuses and returns why; never throws a PlatformError. */
export async function postLineage(
  sink: LineageSink,
  events: readonly LineageEvent[],
): Promise<PlatformError | undefined> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    await mapBounded(byRun(events), maxConcurrent, async (run) => {
      for (const event of run) await sink.post(event, signal);
    });
    return undefined;
  } catch (error) {
    if (error instanceof PlatformError) return error;
    throw error;
  }
}

async function* byRun(events: readonly LineageEvent[]): AsyncGenerator<readonly LineageEvent[]> {
  const runs = new Map<string, LineageEvent[]>();
  for (const event of events) {
    const own = runs.get(event.run.runId) ?? [];
    own.push(event);
    runs.set(event.run.runId, own);
  }
  yield* runs.values();
}
