import { eltRunsContract } from "../../../../test/contracts/elt-runs-contract.ts";
import { memoryEltRuns } from "./memory-elt-runs.ts";

eltRunsContract(async () => {
  const runs = memoryEltRuns();
  return { runs, abandonRuns: async () => runs.abandonRuns() };
});
