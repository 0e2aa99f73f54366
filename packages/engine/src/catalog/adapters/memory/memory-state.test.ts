import { eventBusContract } from "../../../../test/contracts/event-bus-contract.ts";
import { ledgerContract } from "../../../../test/contracts/ledger-contract.ts";
import { memoryState } from "./memory-state.ts";

ledgerContract("Memory", async () => {
  const { ledger, events } = memoryState();
  return { ledger, events, killProcess: async () => ledger.abandonRuns() };
});
eventBusContract("Memory", async () => memoryState());
