import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RunFile } from "../../catalog/index.ts";
import { mapBounded, PlatformError } from "../../core/index.ts";
import { type LakeRelation, readingFiles } from "../../query/index.ts";
import type { Extract, Page, Source } from "../../sources/index.ts";
import type { FlowPorts } from "../ports/flow-ports.ts";
import type { FileColumn, WrittenFile } from "../ports/lake-writer.ts";
import type { RunContext } from "./run-context.ts";

export interface ExtractedFiles {
  /** Rows that came into the lake. */
  readonly rows: number;
  /** Rows that the source sent. */
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly files: readonly RunFile[];
}

interface ExtractJob {
  readonly flow: string;
  readonly executionId: string;
  /** `s3://…/` folder for the files. */
  readonly target: string;
  readonly expectedRows: number | undefined;
  readonly source: Source;
  readonly extract: Extract;
  readonly columns: readonly FileColumn[];
  /** Rows that the lake already holds and that are not written again. */
  readonly held?: LakeRelation | undefined;
}

type ExtractContext = Omit<
  RunContext<"lakeWriter" | "rowReader" | "ledger" | "blobs" | "spoolFolder">,
  "environment"
>;

/** Two writers keep both the engine's threads busy while pages arrive; a third buys nothing (measured). */
const writersInFlight = 2;

/**
 * Fetches an extract, writes it as Parquet and publishes the files under the run's target. Counts are checked twice: each
 * file against its pages, the whole against the number that the server says it sent. Rows that the lake already holds are left out
 * after that. Leaves nothing in the spool.
 */
export async function extractToParquet(
  { ports, signal, report }: ExtractContext,
  job: ExtractJob,
): Promise<ExtractedFiles> {
  const spool = join(ports.spoolFolder, job.executionId);
  await mkdir(spool, { recursive: true, mode: 0o700 });
  const { flow, expectedRows, source, extract, columns, held } = job;
  let [rows, bytes] = [0, 0];
  const write = async (pages: readonly Page[], index: number): Promise<Written> => {
    throwIfCancelled(signal, flow);
    bytes += pages.reduce((sum, page) => sum + page.bytes, 0);
    const name = `part-${String(index).padStart(5, "0")}.parquet`;
    const written = await ports.lakeWriter.writeParquet(pages, columns, join(spool, name));
    assertRows(written.rows, pages);
    await Promise.all(pages.map((page) => rm(page.file, { force: true })));
    rows += written.rows;
    report({ flow, phase: "extract", rows, bytes, expectedRows });
    return { ...written, uri: `${job.target}${name}` };
  };
  try {
    const extraction = await source.extract(extract, spool, signal);
    const files = await mapBounded(groupPages(extraction.pages), writersInFlight, write);
    throwIfCancelled(signal, flow);
    assertTotal(rows, extraction.totalRows(), extract.object);
    report({ flow, phase: "publish", rows, bytes, expectedRows });
    const fresh = held ? await withoutHeld(ports, files, held) : files;
    const filled = fresh.filter((file) => file.rows > 0);
    await ports.blobs.publish(filled);
    const kept = filled.reduce((sum, file) => sum + file.rows, 0);
    return { rows: kept, rowsRead: rows, bytesRead: bytes, files: filled };
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

/** A file on its way from the spool to its place in the lake. */
type Written = WrittenFile & RunFile;

async function withoutHeld(
  ports: Pick<FlowPorts, "lakeWriter" | "rowReader" | "ledger" | "blobs">,
  files: readonly Written[],
  held: LakeRelation,
): Promise<readonly Written[]> {
  const fresh = await readingFiles(ports, [held], {
    read: () => ports.lakeWriter.dropHeld(files, held),
  });
  return files.map((file, at) => ({ ...file, ...fresh[at] }));
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

function assertTotal(rows: number, total: number, object: string): void {
  if (rows === total) return;
  throw new PlatformError(
    "count_mismatch",
    `the server counted ${total} rows of ${object} and ${rows} arrived`,
    "nothing was loaded; run the flow again",
  );
}

/** Small pages are written together, so that a file is worth opening. */
const groupRows = 50_000;
const groupBytes = 64 * 1024 * 1024;

/** Collects pages, in order, until a group is large enough for a file of its own. */
async function* groupPages(pages: AsyncIterable<Page>): AsyncIterable<readonly Page[]> {
  let group: Page[] = [];
  let rows = 0;
  let bytes = 0;
  for await (const page of pages) {
    group.push(page);
    rows += page.rows;
    bytes += page.bytes;
    if (rows < groupRows && bytes < groupBytes) continue;
    yield group;
    group = [];
    rows = 0;
    bytes = 0;
  }
  if (group.length > 0) yield group;
}
