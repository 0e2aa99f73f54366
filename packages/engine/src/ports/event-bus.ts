import type { EndOfRunEvent } from "../domain/end-of-run-event.ts";

/** Events wait here until somebody has handled them; delivery is at least once. */
export interface EventBus {
  /** Events not yet handled, oldest first. Ending a run well puts its event here (see Ledger). */
  pending(): Promise<readonly EndOfRunEvent[]>;
  /** The event was handled; it will not be pending again. */
  settle(eventId: string): Promise<void>;
}
