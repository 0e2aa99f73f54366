import type { PlatformEvent } from "../../domain/platform-event.ts";
import type { EventBus } from "../../ports/event-bus.ts";

/** Events by id, in the order in which runs put them there. */
export type Outbox = Map<string, PlatformEvent>;

/** Reads the outbox that the ledger of the same process fills, see memoryState. */
export function memoryEventBus(outbox: Outbox = new Map()): EventBus {
  const alerts = new Map<string, PlatformEvent>();
  return {
    pending: async () => [...outbox.values()].map((event) => structuredClone(event)),
    settle: async (eventId) => {
      outbox.delete(eventId);
    },
    raise: async (alert) => {
      if (alerts.has(alert.id)) return "known";
      alerts.set(alert.id, structuredClone(alert));
      return "raised";
    },
    alerts: async (limit) => [...alerts.values()].reverse().slice(0, limit),
  };
}
