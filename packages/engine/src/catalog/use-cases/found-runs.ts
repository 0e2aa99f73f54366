import type { Environment, Flow } from "@lakewright/config";
import { logicalTypes, translateType } from "../../core/index.ts";
import {
  defaultRowFields,
  type FieldDescription,
  fieldTypeOf,
  incrementalFieldOf,
} from "../../sources/index.ts";
import { storedColumns } from "../domain/parquet-footer.ts";
import { destinationOf, flowFolder, loadDateOf } from "../domain/raw-layout.ts";
import type { StoredColumn } from "../domain/registered-table.ts";
import type { FoundRun, RunFile, RunKind } from "../domain/run.ts";
import { type RunFolder, runFolders, timeOfExecution } from "../domain/run-folder.ts";
import type { RepairPorts } from "../ports/repair-ports.ts";
import { contentsOf } from "./file-fault.ts";

/** The folders of a flow's runs in the raw zone. A run has one: whatever else is named after it was copied there. */
export async function foldersOf(
  { blobs, ledger }: Pick<RepairPorts, "blobs" | "ledger">,
  environment: Pick<Environment, "buckets">,
  flow: Flow,
): Promise<readonly RunFolder[]> {
  const destination = destinationOf(environment, flow);
  const own = new Map<string, RunFolder>();
  for (const folder of runFolders(await blobs.list(flowFolder({ destination, flow: flow.name })))) {
    const { executionId, target } = folder;
    const record = await ledger.run(executionId);
    const isOwn = record ? record.target === target : !own.has(executionId);
    if (isOwn) own.set(executionId, folder);
  }
  return [...own.values()];
}

/** A file that can be read, with what its footer says. */
interface ReadFile extends RunFile {
  readonly columns: readonly StoredColumn[];
  readonly newest: Date | undefined;
}

/** A run by its files. A file that cannot be read is left out: what it held is not known. */
export interface ReadRun {
  readonly run: FoundRun;
  readonly unreadable: readonly { readonly uri: string; readonly fault: string }[];
}

/**
 * What the files of a run say of it: its day, rows and columns. Where they do not say, the usual case is assumed: a run of an incremental
 * flow is its full load if no other came before it, and an increment otherwise; labels and types are those that are still known.
 */
export async function readRun(
  ports: RepairPorts,
  flow: Flow,
  { folder, isFirst }: { readonly folder: RunFolder; readonly isFirst: boolean },
): Promise<ReadRun> {
  const known = (await ports.ledger.lastFields(flow.name)) ?? [];
  const files: ReadFile[] = [];
  const unreadable: { uri: string; fault: string }[] = [];
  for (const { uri, bytes } of folder.files) {
    const stored = await contentsOf(ports.blobs, { uri, bytes });
    if ("fault" in stored) unreadable.push({ uri, fault: stored.fault });
    else {
      const read = (start: number, end: number) => ports.blobs.read(uri, start, end);
      const stamp = stampOf(flow, stored.columns);
      const newest = stamp === undefined ? undefined : stored.newest(stamp);
      const columns = await storedColumns({ uri, bytes, read });
      files.push({ uri, bytes, rows: stored.rows, columns, newest });
    }
  }
  const columns = files[0]?.columns ?? [];
  const startedAt = startOf(folder, files);
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const run: FoundRun = {
    executionId: folder.executionId,
    flow: flow.name,
    kind: kindOf(flow, columns, isFirst),
    api: "unknown",
    startedAt,
    windowFrom: undefined,
    windowTo: undefined,
    target: folder.target,
    endedAt: startedAt,
    rows,
    rowsRead: rows,
    bytesRead: 0,
    files: files.map(({ uri, bytes, rows: each }) => ({ uri, bytes, rows: each })),
    fields: columns.map((column) => describedAs(column, known)),
  };
  return { run, unreadable };
}

/** The newest stamp among the rows of a run's files, by their footers. */
export async function newestStamp(
  ports: Pick<RepairPorts, "blobs">,
  flow: Flow,
  files: readonly RunFile[],
): Promise<Date | undefined> {
  const times: number[] = [];
  for (const { uri, bytes } of files) {
    const stored = await contentsOf(ports.blobs, { uri, bytes });
    if ("fault" in stored) continue;
    const stamp = stampOf(flow, stored.columns);
    const newest = stamp === undefined ? undefined : stored.newest(stamp);
    if (newest) times.push(newest.getTime());
  }
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}

function stampOf(flow: Flow, columns: readonly string[]): string | undefined {
  return incrementalFieldOf(flow.incrementalField, columns, defaultRowFields.changeStamps);
}

/** A reconciliation records nothing of a row but that it is gone, and when. */
function kindOf(flow: Flow, columns: readonly StoredColumn[], isFirst: boolean): RunKind {
  if (!flow.incremental || isFirst) return "full";
  const names = columns.map(({ name }) => name);
  const { key, deletedMark, changeStamps } = defaultRowFields;
  const ofDeletions = [key, deletedMark, flow.incrementalField, ...changeStamps];
  const lower = new Set(ofDeletions.flatMap((name) => name?.toLowerCase() ?? []));
  return names.every((name) => lower.has(name.toLowerCase())) ? "reconcile" : "increment";
}

/** No row is newer than its run. The id's time is that of this machine, and counts where it is on the run's day. */
function startOf({ executionId, day }: RunFolder, files: readonly ReadFile[]): Date {
  const onDay = (time: Date | undefined) =>
    time && loadDateOf(time) === loadDateOf(day) ? time.getTime() : day.getTime();
  return new Date(
    Math.max(onDay(timeOfExecution(executionId)), ...files.map(({ newest }) => onDay(newest))),
  );
}

/** With the label and the type at the source where the ledger still knows them. */
function describedAs(
  { name, type }: StoredColumn,
  known: readonly FieldDescription[],
): FieldDescription {
  const duckdb = translateType(type, "hive", "duckdb") ?? logicalTypes.string.duckdb;
  const same = known.find((field) => field.name.toLowerCase() === name.toLowerCase());
  if (same) return { ...same, name };
  return { name, label: name, type: fieldTypeOf(duckdb), calculated: false };
}
