import { governanceContract } from "../../../../test/contracts/governance-contract.ts";
import { memoryGovernance } from "./memory-governance.ts";

governanceContract("memory governance", async () => memoryGovernance());
