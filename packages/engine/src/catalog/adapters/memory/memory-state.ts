import { memoryEventBus, type Outbox } from "../../../core/adapters/memory/memory-event-bus.ts";
import type { EventBus } from "../../../core/index.ts";
import { type MemoryLedger, memoryLedger } from "./memory-ledger.ts";

export interface MemoryState {
  readonly ledger: MemoryLedger;
  readonly events: EventBus;
}

/** A ledger and the bus that its events go to. */
export function memoryState(): MemoryState {
  const outbox: Outbox = new Map();
  return { ledger: memoryLedger(outbox), events: memoryEventBus(outbox) };
}
