import { mkdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Flow } from "@lakewright/config";
import type { RunOpening, RunSuccess } from "../../catalog/index.ts";
import type { Page } from "../../sources/index.ts";
import type { WrittenFile } from "../ports/lake-writer.ts";
import { abandonRun } from "./abandon-run.ts";
import type { LoadContext } from "./load-extract.ts";
import { type Beginning, runEvent, runOpening } from "./run-opening.ts";

/** A run that reads something of every row, compares it with the lake and writes the rows that differ to one file. */
export interface ComparingRun {
  readonly opening: RunOpening;
  /** For pages and the file; gone afterwards. */
  readonly spool: string;
}

/** Opens a comparing run for the work. If that fails, the run leaves nothing but its record. */
export async function comparingRun<T>(
  context: LoadContext,
  flow: Flow,
  { beginning, work }: { beginning: Beginning; work: (run: ComparingRun) => Promise<T> },
): Promise<T> {
  const { ports } = context;
  const opening = runOpening(context, flow, beginning);
  const spool = join(ports.spoolFolder, opening.executionId);
  await ports.ledger.openRun(opening);
  try {
    await mkdir(spool, { recursive: true, mode: 0o700 });
    return await work({ opening, spool });
  } catch (error) {
    await abandonRun(ports, opening, { error, endedAt: opening.startedAt });
    throw error;
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

interface Differing extends Pick<RunSuccess, "fields" | "drift" | "rowsRead"> {
  readonly opening: RunOpening;
  readonly pages: readonly Page[];
  readonly written: WrittenFile;
}

/** Publishes the rows that differ, if there are some, and records the run as succeeded. */
export async function publishDiffering(
  { ports, environment }: LoadContext,
  flow: Flow,
  { opening, pages, written: { file, rows, bytes }, ...loaded }: Differing,
): Promise<void> {
  const uri = `${opening.target}${basename(file)}`;
  if (rows > 0) await ports.blobs.publish([{ file, uri }]);
  const bytesRead = pages.reduce((sum, page) => sum + page.bytes, 0);
  const ending = { endedAt: opening.startedAt, rows, bytesRead };
  await ports.ledger.succeedRun(opening.executionId, {
    ...loaded,
    ...ending,
    files: rows > 0 ? [{ uri, rows, bytes }] : [],
    bookmark: undefined,
    event: runEvent(environment, flow, { ...opening, ...ending }),
  });
}
