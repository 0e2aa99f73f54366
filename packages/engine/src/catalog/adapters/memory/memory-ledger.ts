import type { Outbox } from "../../../core/adapters/memory/memory-event-bus.ts";
import { PlatformError } from "../../../core/index.ts";
import type { Bookmark, FieldDescription } from "../../../sources/index.ts";
import { loadDateOf } from "../../domain/raw-layout.ts";
import type { FoundRun, RunFailure, RunOpening, RunRecord, RunSuccess } from "../../domain/run.ts";
import { schemaIdOf } from "../../domain/schema-id.ts";
import type {
  DriftFilter,
  DriftRecord,
  Ledger,
  LoadedFile,
  LoadedFileRange,
  MergedSnapshot,
  RunFilter,
} from "../../ports/ledger.ts";

/** A ledger in memory, with a way to act as if the process had been killed. */
export interface MemoryLedger extends Ledger {
  /** Runs that are open now count as left behind by a dead process. */
  abandonRuns(): void;
}

interface Contents {
  readonly outbox: Outbox;
  /** In the order of their sequence. */
  readonly runs: Map<string, StoredRun>;
  readonly schemas: Map<string, readonly FieldDescription[]>;
  readonly bookmarks: Map<string, Bookmark>;
  readonly snapshots: Map<string, MergedSnapshot>;
}

interface StoredRun {
  record: RunRecord;
  isAbandoned: boolean;
  success: RunSuccess | undefined;
}

export function memoryLedger(outbox: Outbox = new Map()): MemoryLedger {
  const contents: Contents = {
    outbox,
    runs: new Map(),
    schemas: new Map(),
    bookmarks: new Map(),
    snapshots: new Map(),
  };
  const { runs, schemas, bookmarks, snapshots } = contents;
  return {
    openRun: async (run) => openRun(contents, run),
    succeedRun: async (executionId, success) => succeedRun(contents, executionId, success),
    restoreRun: async (run) => restoreRun(contents, run),
    restoreBookmark: async (flow, to) => {
      if (!bookmarks.has(flow)) bookmarks.set(flow, { to });
    },
    forgetFile: async (uri) => forgetFile(contents, uri),
    failRun: async (executionId, failure) => failRun(contents, executionId, failure),
    abandonRuns: () => {
      for (const run of runs.values()) run.isAbandoned ||= run.record.status === "running";
    },
    interruptedRuns: async () =>
      [...runs.values()]
        .filter(({ record, isAbandoned }) => isAbandoned && record.status === "running")
        .map(({ record }) => record),
    // Its machine is the source.
    clockAheadMs: async () => 0,
    runs: async (filter) => newestFirst(contents, filter),
    run: async (executionId) => runs.get(executionId)?.record,
    bookmark: async (flow) => bookmarks.get(flow),
    lastFields: async (flow) =>
      [...runs.values()].findLast(
        ({ record, success }) => record.flow === flow && success && record.kind !== "reconcile",
      )?.success?.fields,
    fields: async (schemaId) => {
      const found = schemas.get(schemaId);
      if (!found) throw new Error(`the ledger has no fields "${schemaId}"`);
      return found;
    },
    fieldsOfRun: async (executionId) => runs.get(executionId)?.success?.fields,
    files: async (flow, range) => loadedFiles(contents, flow, range ?? {}),
    drift: async (filter) => driftOf(contents, filter),
    snapshot: async (flow) => snapshots.get(flow),
    saveSnapshot: async (snapshot, fields, before) => {
      if (snapshots.get(snapshot.flow)?.uri !== before) return "conflict";
      snapshots.set(snapshot.flow, { ...snapshot, schemaId: storeFields(contents, fields) });
      return "saved";
    },
  };
}

function openRun({ runs }: Contents, run: RunOpening): void {
  const rival = [...runs.values()].find(
    ({ record, isAbandoned }) =>
      record.flow === run.flow && record.status === "running" && !isAbandoned,
  );
  if (rival) throw flowBusy(rival.record);
  if (runs.has(run.executionId)) throw new Error(`run ${run.executionId} was already opened`);
  const record: RunRecord = {
    ...structuredClone(run),
    sequence: Math.max(0, ...[...runs.values()].map(({ record }) => record.sequence)) + 1,
    status: "running",
    endedAt: undefined,
    rows: 0,
    rowsRead: 0,
    bytesRead: 0,
    error: undefined,
  };
  runs.set(run.executionId, { record, isAbandoned: false, success: undefined });
}

function flowBusy({ flow, executionId }: RunRecord): PlatformError {
  return new PlatformError(
    "flow_busy",
    `flow "${flow}" is being run by process ${process.pid} (run ${executionId})`,
    "wait until it has ended",
  );
}

function restoreRun({ runs, schemas }: Contents, found: FoundRun): void {
  const rival = [...runs.values()].find(
    ({ record, isAbandoned }) =>
      record.flow === found.flow && record.status === "running" && !isAbandoned,
  );
  if (rival) throw flowBusy(rival.record);
  const { files, fields, ...rest } = structuredClone(found);
  storeFields({ schemas }, fields);
  const run = runs.get(found.executionId);
  if (run?.success) {
    const known = new Set(run.success.files.map(({ uri }) => uri));
    const lacked = files.filter(({ uri }) => !known.has(uri));
    run.success = { ...run.success, files: [...run.success.files, ...lacked] };
    return;
  }
  const all = [...runs.values()];
  const later = all.filter(
    ({ record }) => record.flow === found.flow && record.executionId > found.executionId,
  );
  const taken = new Set(all.map(({ record }) => record.sequence));
  let sequence =
    later.length > 0
      ? Math.min(...later.map(({ record }) => record.sequence)) - 1
      : Math.max(0, ...taken) + 1;
  while (taken.has(sequence)) sequence--;
  const record: RunRecord = { ...rest, sequence, status: "succeeded", error: undefined };
  const success = { ...found, drift: [], bookmark: undefined, event: noEvent };
  const sorted = [...all, { record, isAbandoned: false, success }].sort(
    (one, other) => one.record.sequence - other.record.sequence,
  );
  runs.clear();
  for (const each of sorted) runs.set(each.record.executionId, each);
}

/** Of a run whose event was handled before the ledger lost the run. */
const noEvent = { id: "" } as RunSuccess["event"];

function forgetFile({ runs, snapshots }: Contents, uri: string): void {
  for (const run of runs.values())
    if (run.success)
      run.success = {
        ...run.success,
        files: run.success.files.filter((file) => file.uri !== uri),
      };
  for (const [flow, snapshot] of snapshots) if (snapshot.uri === uri) snapshots.delete(flow);
}

function known({ runs }: Contents, executionId: string): StoredRun {
  const run = runs.get(executionId);
  if (!run) throw new Error(`the ledger has no run ${executionId}`);
  return run;
}

function succeedRun(contents: Contents, executionId: string, given: RunSuccess): void {
  const run = known(contents, executionId);
  const { flow, status } = run.record;
  if (status !== "running")
    throw new PlatformError(
      "flow_busy",
      `run ${executionId} of flow "${flow}" was already ended as ${status}`,
      "another process took over this flow; run it again",
    );
  const success = structuredClone(given);
  const { endedAt, rows, rowsRead, bytesRead, bookmark, event } = success;
  run.record = { ...run.record, status: "succeeded", endedAt, rows, rowsRead, bytesRead };
  run.success = success;
  storeFields(contents, success.fields);
  if (bookmark) contents.bookmarks.set(flow, { to: bookmark });
  contents.outbox.set(event.id, event);
}

function failRun(contents: Contents, executionId: string, failure: RunFailure): void {
  const run = known(contents, executionId);
  if (run.record.status !== "running") return;
  const { endedAt, status, code, message } = failure;
  run.record = { ...run.record, endedAt, status, error: { code, message } };
}

function storeFields(
  { schemas }: Pick<Contents, "schemas">,
  fields: readonly FieldDescription[],
): string {
  const schemaId = schemaIdOf(fields);
  if (!schemas.has(schemaId)) schemas.set(schemaId, structuredClone(fields));
  return schemaId;
}

function newestFirst({ runs }: Contents, filter: RunFilter): readonly RunRecord[] {
  const { flow, kind, status, startedSince, limit } = filter;
  return [...runs.values()]
    .map(({ record }) => record)
    .filter((run) => run.flow === (flow ?? run.flow) && run.kind === (kind ?? run.kind))
    .filter((run) => run.status === (status ?? run.status))
    .filter(({ startedAt }) => !startedSince || startedAt >= startedSince)
    .reverse()
    .slice(0, limit);
}

function loadedFiles(
  { runs }: Contents,
  flow: string,
  { from = "", to = "99999999", afterSequence = 0, executionId }: LoadedFileRange,
): readonly LoadedFile[] {
  return [...runs.values()]
    .filter(({ record }) => record.flow === flow && record.sequence > afterSequence)
    .filter(({ record }) => record.executionId === (executionId ?? record.executionId))
    .flatMap(filesOf)
    .filter(({ loadDate }) => from <= loadDate && loadDate <= to);
}

function filesOf({ record, success }: StoredRun): readonly LoadedFile[] {
  if (!success) return [];
  const { executionId, sequence, startedAt } = record;
  const schemaId = schemaIdOf(success.fields);
  const loadDate = loadDateOf(startedAt);
  return success.files.map((file) => ({ ...file, executionId, sequence, loadDate, schemaId }));
}

function driftOf(
  { runs }: Contents,
  { flow, afterSequence = 0, limit }: DriftFilter,
): readonly DriftRecord[] {
  return [...runs.values()]
    .filter(({ record }) => record.flow === (flow ?? record.flow))
    .filter(({ record }) => record.sequence > afterSequence)
    .reverse()
    .flatMap(({ record, success }) =>
      (success?.drift ?? []).map((drift) => ({
        ...drift,
        flow: record.flow,
        executionId: record.executionId,
        at: success?.endedAt ?? record.startedAt,
      })),
    )
    .slice(0, limit);
}
