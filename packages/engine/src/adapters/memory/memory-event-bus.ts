import type { EndOfRunEvent } from "../../domain/end-of-run-event.ts";
import type { EventBus } from "../../ports/event-bus.ts";

/** Events by id, in the order in which runs put them there. */
export type Outbox = Map<string, EndOfRunEvent>;

/** Reads the outbox that the ledger of the same process fills, see memoryState. */
export function memoryEventBus(outbox: Outbox = new Map()): EventBus {
  return {
    pending: async () => [...outbox.values()].map((event) => structuredClone(event)),
    settle: async (eventId) => {
      outbox.delete(eventId);
    },
  };
}
