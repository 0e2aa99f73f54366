import { copyFile, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { endOfRunEvent } from "../../packages/engine/src/catalog/domain/end-of-run-event.ts";
import {
  destinationOf,
  executionFolder,
} from "../../packages/engine/src/catalog/domain/raw-layout.ts";
import type { FieldDescription } from "../../packages/engine/src/sources/domain/field-type.ts";
import type { BenchPlatform } from "./open-bench-platform.ts";

interface RecordedRun {
  readonly startedAt: Date;
  readonly kind: "full" | "increment";
  /** A Parquet file of the run; it is copied. */
  readonly file: string;
  readonly rows: number;
  readonly fields: readonly FieldDescription[];
}

/**
 * Puts a finished run with one file into the raw zone and the ledger, as a run of the engine ends, without a source. Answers
 * the end-of-run event, which is not registered yet.
 */
export async function recordRun(
  { environment, flow, local: { ports } }: BenchPlatform,
  { startedAt, kind, file, rows, fields }: RecordedRun,
) {
  const executionId = ports.newExecutionId();
  const destination = destinationOf(environment, flow);
  const target = executionFolder({ destination, flow: flow.name, startedAt, executionId });
  const uri = `${target}part-00000.parquet`;
  const copy = join(ports.spoolFolder, `${executionId}.parquet`);
  await mkdir(ports.spoolFolder, { recursive: true });
  await copyFile(file, copy);
  const { size: bytes } = await stat(copy);
  const opening = { executionId, flow: flow.name, kind, api: "bulk", startedAt, target } as const;
  await ports.ledger.openRun({ ...opening, windowFrom: undefined, windowTo: startedAt });
  await ports.blobs.publish([{ file: copy, uri }]);
  const event = endOfRunEvent({
    flow: flow.name,
    executionId,
    succeeded: true,
    startedAt,
    endedAt: startedAt,
    rows,
    failedRows: 0,
    destination,
    account: environment.account,
    region: environment.region,
    object: flow.object,
    scheduled: true,
    bytes,
  });
  const files = [{ uri, rows, bytes }];
  const ending = {
    endedAt: startedAt,
    rows,
    rowsRead: rows,
    bytesRead: bytes,
    files,
    fields,
    drift: [],
    event,
  };
  await ports.ledger.succeedRun(executionId, { ...ending, bookmark: startedAt });
  return event;
}
