import type { PlatformEvent } from "../../domain/platform-event.ts";
import type { EventBus } from "../../ports/event-bus.ts";
import { storedJson } from "./sqlite-json.ts";
import type { State } from "./sqlite-state.ts";

/** Events wait in the outbox of `catalog.db`, where the ledger puts them with the run they report. */
export function sqliteEventBus(state: State): EventBus {
  return {
    pending: async () =>
      state
        .all<{ event: string }>("SELECT event FROM outbox ORDER BY position")
        .map(({ event }) => storedJson<PlatformEvent>(event, state.file)),
    settle: async (eventId) => {
      state.run("DELETE FROM outbox WHERE event_id = ?", eventId);
    },
    raise: async (alert) => {
      const added = state.run(
        "INSERT INTO alerts (event_id, event) VALUES (?, ?) ON CONFLICT DO NOTHING",
        alert.id,
        JSON.stringify(alert),
      );
      return added === 0 ? "known" : "raised";
    },
    alerts: async (limit) =>
      state
        .all<{ event: string }>("SELECT event FROM alerts ORDER BY position DESC LIMIT ?", limit)
        .map(({ event }) => storedJson<PlatformEvent>(event, state.file)),
  };
}
