import { snapshotsContract } from "../../../../test/contracts/snapshots-contract.ts";
import { memorySnapshots } from "./memory-snapshots.ts";

snapshotsContract(async () => memorySnapshots());
