/**
 * Adds one day of changes to the lake of a bench. Argument: JSON of platformFolder, stateFolder, day, share, file (where the
 * day's Parquet file is made).
 */
import { addDay, fullLoadOf } from "./add-day.ts";
import { openBenchPlatform } from "./open-bench-platform.ts";

const { platformFolder, stateFolder, ...delta } = JSON.parse(process.argv[2] ?? "{}");
const lake = await openBenchPlatform(platformFolder, stateFolder);
await addDay(lake, await fullLoadOf(lake), delta);
await lake.local.close();
