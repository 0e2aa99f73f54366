import { lakeSettingsStoreContract } from "../../../../test/contracts/lake-settings-store-contract.ts";
import { memoryLakeSettings } from "./memory-lake-settings.ts";

lakeSettingsStoreContract("Memory", async () => memoryLakeSettings());
