import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { duckDbWarehouse } from "./adapters/local/duckdb-warehouse.ts";
import { memoryBlobStore } from "./adapters/memory/memory-blob-store.ts";
import { memoryCatalog } from "./adapters/memory/memory-catalog.ts";
import { memoryEltRuns } from "./adapters/memory/memory-elt-runs.ts";
import { memorySnapshots } from "./adapters/memory/memory-snapshots.ts";
import { memoryState } from "./adapters/memory/memory-state.ts";
import type { Clock } from "./ports/clock.ts";
import type { Ports } from "./ports/ports.ts";
import type { Source } from "./ports/source.ts";

/**
 * Every port in memory, for tests: state, catalog and objects are gone with the process. The warehouse is DuckDB all the same,
 * which reads files: they stand in `temporaryFolder`.
 */
export async function memoryPorts(
  source: Source,
  clock: Clock,
  temporaryFolder: string,
): Promise<Ports> {
  const spoolFolder = join(temporaryFolder, "spool");
  await mkdir(spoolFolder, { recursive: true });
  return {
    openSource: () => source,
    blobs: memoryBlobStore(join(temporaryFolder, "objects")),
    catalog: memoryCatalog(),
    ...memoryState(),
    warehouse: await duckDbWarehouse("a key for tests", spoolFolder),
    snapshots: memorySnapshots(),
    eltRuns: memoryEltRuns(),
    clock,
    spoolFolder,
  };
}
