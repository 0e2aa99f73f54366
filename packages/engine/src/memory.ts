import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { memoryCatalog } from "./catalog/adapters/memory/memory-catalog.ts";
import { memorySnapshots } from "./catalog/adapters/memory/memory-snapshots.ts";
import { memoryState } from "./catalog/adapters/memory/memory-state.ts";
import { memoryBlobStore } from "./core/adapters/memory/memory-blob-store.ts";
import type { Clock } from "./core/ports/clock.ts";
import { memoryEltRuns } from "./elt/adapters/memory/memory-elt-runs.ts";
import type { Ports } from "./ports.ts";
import { duckDbWarehouse } from "./query/adapters/duckdb/duckdb-warehouse.ts";
import type { Source } from "./sources/ports/source.ts";

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
