import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { duckDbRowReader } from "./catalog/adapters/duckdb/duckdb-row-reader.ts";
import { memoryCatalog } from "./catalog/adapters/memory/memory-catalog.ts";
import { memorySnapshots } from "./catalog/adapters/memory/memory-snapshots.ts";
import { memoryState } from "./catalog/adapters/memory/memory-state.ts";
import { memoryBlobStore } from "./core/adapters/memory/memory-blob-store.ts";
import { executionIds } from "./core/domain/execution-id.ts";
import type { Clock } from "./core/ports/clock.ts";
import { memoryEltRuns } from "./elt/adapters/memory/memory-elt-runs.ts";
import { duckDbLakeWriter } from "./flows/adapters/duckdb/duckdb-lake-writer.ts";
import type { Ports } from "./ports.ts";
import { duckDbLakeQuery } from "./query/adapters/duckdb/duckdb-lake-query.ts";
import { ownGateParser } from "./query/adapters/memory/own-gate-parser.ts";
import { memorySourceJobs } from "./sources/adapters/memory/memory-source-jobs.ts";
import type { Source } from "./sources/ports/source.ts";

export interface MemoryPorts extends Ports {
  close(): Promise<void>;
}

/**
 * Every port in memory, for tests: state, catalog and objects are gone with the process. DuckDB still writes and reads the lake,
 * as files in `temporaryFolder`.
 */
export async function memoryPorts(
  source: Source,
  clock: Clock,
  temporaryFolder: string,
): Promise<MemoryPorts> {
  const spoolFolder = join(temporaryFolder, "spool");
  await mkdir(spoolFolder, { recursive: true });
  const lakeWriter = await duckDbLakeWriter("a key for tests", spoolFolder);
  const lakeQuery = duckDbLakeQuery(spoolFolder, ownGateParser());
  const rowReader = duckDbRowReader(spoolFolder);
  return {
    openSource: () => source,
    canRead: () => true,
    sourceJobs: memorySourceJobs(),
    blobs: memoryBlobStore(join(temporaryFolder, "objects")),
    catalog: memoryCatalog(),
    rowReader,
    ...memoryState(),
    lakeWriter,
    lakeQuery,
    snapshots: memorySnapshots(),
    eltRuns: memoryEltRuns(),
    clock,
    newExecutionId: executionIds({ now: Date.now, randomBytes }),
    spoolFolder,
    close: async () => {
      await lakeWriter.close();
      await lakeQuery.close();
      await rowReader.close();
    },
  };
}
