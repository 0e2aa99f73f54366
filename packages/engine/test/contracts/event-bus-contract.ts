import { beforeEach, describe, expect, test } from "vitest";
import { alertEvent } from "../../src/alerts/domain/alert-event.ts";
import type { Ledger } from "../../src/catalog/ports/ledger.ts";
import type { EventBus } from "../../src/core/ports/event-bus.ts";
import { opening, success } from "./sample-runs.ts";

/** Contract of every event bus together with the ledger that feeds it. `make` gives empty ones. */
export function eventBusContract(
  name: string,
  make: () => Promise<{ readonly ledger: Ledger; readonly events: EventBus }>,
): void {
  describe(`${name} as an event bus`, () => {
    let ledger: Ledger;
    let events: EventBus;
    beforeEach(async () => {
      ({ ledger, events } = await make());
      for (const executionId of ["r1", "r2", "r3"]) {
        const run = opening({ executionId });
        await ledger.openRun(run);
        await ledger.succeedRun(executionId, success(run));
      }
    });
    const pendingIds = async () => (await events.pending()).map(({ id }) => id);
    test("keeps events pending, oldest first, however often they are looked at", async () => {
      expect(await pendingIds()).toEqual(["r1", "r2", "r3"]);
      expect(await pendingIds()).toEqual(["r1", "r2", "r3"]);
    });
    test("gives an event back exactly as the run sent it", async () => {
      const [first] = await events.pending();
      expect(first).toEqual(success(opening({ executionId: "r1" })).event);
    });
    test("drops an event once it is settled, and minds neither repeats nor strangers", async () => {
      await events.settle("r2");
      await events.settle("r2");
      await events.settle("stranger");
      expect(await pendingIds()).toEqual(["r1", "r3"]);
    });
    test("raises an alert once, gives it back as it was, and keeps it apart from what is pending", async () => {
      const alert = (id: string) =>
        alertEvent({
          id,
          "detail-type": "Lakewright ELT Build Failed",
          detail: { project: "gtm", downstream: ["accounts"] },
          environment: { account: "000000000000", region: "local" },
          at: new Date("2026-03-01T05:00:00.123Z"),
        });
      expect(await events.raise(alert("a"))).toBe("raised");
      expect(await events.raise(alert("b"))).toBe("raised");
      expect(await events.raise(alert("a"))).toBe("known");
      expect(await events.alerts(10)).toEqual([alert("b"), alert("a")]);
      expect(await events.alerts(1)).toEqual([alert("b")]);
      expect(await pendingIds()).toEqual(["r1", "r2", "r3"]);
    });
  });
}
