import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { PlatformError } from "../domain/platform-error.ts";
import type { ReportProgress } from "../domain/progress.ts";
import type { RunFile } from "../domain/run.ts";
import type { Ports } from "../ports/ports.ts";
import type { Extract, Page, Source } from "../ports/source.ts";
import type { FileColumn, WrittenFile } from "../ports/warehouse.ts";
import { groupPages } from "./group-pages.ts";

export interface ExtractedFiles {
  readonly rows: number;
  readonly bytesRead: number;
  readonly files: readonly RunFile[];
}

interface ExtractJob {
  readonly flow: string;
  readonly executionId: string;
  /** `s3://…/` folder for the files. */
  readonly target: string;
  readonly expectedRows: number | undefined;
}

interface ExtractInput {
  readonly source: Source;
  readonly extract: Extract;
  readonly columns: readonly FileColumn[];
}

/** Two writers keep both the engine's threads busy while pages arrive; a third buys nothing (measured). */
const writersInFlight = 2;

/**
 * Fetches an extract, writes it as Parquet and publishes the files under the run's target. Counts are checked twice: each
 * file against its pages, the whole against what the server says it sent. Leaves nothing in the spool.
 */
export async function extractToParquet(
  ports: Pick<Ports, "warehouse" | "blobs" | "spoolFolder">,
  job: ExtractJob,
  { source, extract, columns }: ExtractInput,
  signal: AbortSignal,
  report: ReportProgress,
): Promise<ExtractedFiles> {
  const spool = join(ports.spoolFolder, job.executionId);
  await mkdir(spool, { recursive: true, mode: 0o700 });
  try {
    const extraction = await source.extract(extract, spool, signal);
    const written: Promise<WrittenFile>[] = [];
    const running = new Set<Promise<unknown>>();
    let hasFailed = false;
    let bytesRead = 0;
    let rowsDone = 0;
    const write = async (pages: readonly Page[], file: string) => {
      const result = await ports.warehouse.writeParquet(pages, columns, file);
      assertRows(result.rows, pages);
      await Promise.all(pages.map((page) => rm(page.file, { force: true })));
      rowsDone += result.rows;
      report({
        flow: job.flow,
        phase: "extract",
        rows: rowsDone,
        bytes: bytesRead,
        expectedRows: job.expectedRows,
      });
      return result;
    };
    try {
      for await (const pages of groupPages(extraction.pages)) {
        throwIfCancelled(signal, job.flow);
        bytesRead += pages.reduce((sum, page) => sum + page.bytes, 0);
        const file = join(spool, `part-${String(written.length).padStart(5, "0")}.parquet`);
        const task = write(pages, file);
        written.push(task);
        const settled: Promise<unknown> = task
          .catch(() => {
            hasFailed = true;
          })
          .finally(() => running.delete(settled));
        running.add(settled);
        if (running.size >= writersInFlight) await Promise.race(running);
        if (hasFailed) break;
      }
    } finally {
      await Promise.allSettled(written);
    }
    const files = await Promise.all(written);
    throwIfCancelled(signal, job.flow);
    assertTotal(files, extraction.totalRows(), extract.object);
    report({
      flow: job.flow,
      phase: "publish",
      rows: rowsDone,
      bytes: bytesRead,
      expectedRows: job.expectedRows,
    });
    const filled = files.filter(({ rows }) => rows > 0);
    const published = filled.map((file) => ({
      uri: `${job.target}${file.file.slice(spool.length + 1)}`,
      rows: file.rows,
      bytes: file.bytes,
    }));
    await ports.blobs.publish(
      filled.map(({ file }, i) => ({ file, uri: published[i]?.uri ?? "" })),
    );
    return { rows: rowsDone, bytesRead, files: published };
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

function throwIfCancelled(signal: AbortSignal, flow: string): void {
  if (!signal.aborted) return;
  throw new PlatformError(
    "cancelled",
    `the run of "${flow}" was cancelled`,
    "run it again: nothing was kept",
  );
}

function assertRows(rows: number, pages: readonly Page[]): void {
  const announced = pages.reduce((sum, page) => sum + page.rows, 0);
  if (rows === announced) return;
  throw new PlatformError(
    "count_mismatch",
    `the server announced ${announced} rows for a group of pages and ${rows} arrived`,
    "nothing was loaded; run the flow again",
  );
}

function assertTotal(files: readonly WrittenFile[], total: number, object: string): void {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  if (rows === total) return;
  throw new PlatformError(
    "count_mismatch",
    `the server counted ${total} rows of ${object} and ${rows} arrived`,
    "nothing was loaded; run the flow again",
  );
}
