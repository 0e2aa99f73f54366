import type { LineageEvent } from "../domain/lineage-events.ts";

/** A server that takes OpenLineage events. */
export interface LineageSink {
  /** Fails with `lineage_not_sent`; its message contains no secret. */
  post(event: LineageEvent, signal: AbortSignal): Promise<void>;
}
