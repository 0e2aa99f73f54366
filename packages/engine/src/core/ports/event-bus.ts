import type { PlatformEvent } from "../domain/platform-event.ts";

/** Events wait here until somebody has handled them; delivery is at least once. */
export interface EventBus {
  /** Events not yet handled, oldest first. Ending a run well puts its event here (see Ledger). */
  pending(): Promise<readonly PlatformEvent[]>;
  /** The event was handled; it will not be pending again. */
  settle(eventId: string): Promise<void>;
  /** Adds an alert, to be passed on to people. An alert whose id is already known changes nothing. */
  raise(alert: PlatformEvent): Promise<"raised" | "known">;
  /** Alerts, newest first. They stay. */
  alerts(limit: number): Promise<readonly PlatformEvent[]>;
}
