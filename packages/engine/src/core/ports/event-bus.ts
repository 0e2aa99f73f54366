import type { AlertEvent } from "../../alerts/domain/alert-event.ts";
import type { EndOfRunEvent } from "../../catalog/domain/end-of-run-event.ts";

/** Events wait here until somebody has handled them; delivery is at least once. */
export interface EventBus {
  /** Events not yet handled, oldest first. Ending a run well puts its event here (see Ledger). */
  pending(): Promise<readonly EndOfRunEvent[]>;
  /** The event was handled; it will not be pending again. */
  settle(eventId: string): Promise<void>;
  /** Puts an alert there for whoever tells people. One with an id that was there before changes nothing. */
  raise(alert: AlertEvent): Promise<"raised" | "known">;
  /** Alerts, newest first. They stay. */
  alerts(limit: number): Promise<readonly AlertEvent[]>;
}
