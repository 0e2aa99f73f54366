import type { Bookmark, FieldDescription } from "../../sources/index.ts";
import type { Drift } from "../domain/drift.ts";
import type {
  FoundRun,
  RunFailure,
  RunFile,
  RunKind,
  RunOpening,
  RunRecord,
  RunStatus,
  RunSuccess,
} from "../domain/run.ts";

/** A file of a successful run with what is needed to read it. */
export interface LoadedFile extends RunFile {
  readonly executionId: string;
  /** Sequence of the run. */
  readonly sequence: number;
  /** `YYYYMMDD`, UTC start of the run. */
  readonly loadDate: string;
  /** Names the fields of the file, see `fields`. Equal fields have equal ids. */
  readonly schemaId: string;
}

export interface LoadedFileRange {
  /** Inclusive bounds on `loadDate`. */
  readonly from?: string;
  readonly to?: string;
  /** Only runs after this sequence. */
  readonly afterSequence?: number;
  /** Only this run. */
  readonly executionId?: string;
}

export interface DriftRecord extends Drift {
  readonly flow: string;
  readonly executionId: string;
  readonly at: Date;
}

/** The merged state of an incremental flow: latest row by Id of every run up to `sequence`, without deleted rows. */
export interface MergedSnapshot {
  readonly flow: string;
  readonly uri: string;
  readonly rows: number;
  readonly sequence: number;
  readonly schemaId: string;
  readonly mergedAt: Date;
}

export interface RunFilter {
  readonly flow?: string;
  readonly kind?: RunKind;
  readonly status?: RunStatus;
  /** Only runs that started then or later. */
  readonly startedSince?: Date;
  readonly limit?: number;
}

export interface DriftFilter {
  readonly flow?: string;
  /** Only runs after this sequence. */
  readonly afterSequence?: number;
  readonly limit?: number;
}

/** Runs, bookmarks and what each run brought. One transaction an operation. */
export interface Ledger {
  /** Opens a run. Fails with `flow_busy`, naming the process, while a live process runs the same flow. */
  openRun(run: RunOpening): Promise<void>;
  /** Ends a run well: status, files, fields, drift, bookmark and the outgoing event become visible together. */
  succeedRun(executionId: string, success: RunSuccess): Promise<void>;
  /**
   * Writes down again a successful run that the ledger has lost, in the order of its flow's execution ids; of a run that it has, the
   * files that it lacks. Fails with `flow_busy` while a live process runs the flow.
   */
  restoreRun(run: FoundRun): Promise<void>;
  /** Gives a bookmark to a flow that has none. */
  restoreBookmark(flow: string, to: Date): Promise<void>;
  /** Forgets a file, so that no reader opens it: of a run, or a merged snapshot. */
  forgetFile(uri: string): Promise<void>;
  failRun(executionId: string, failure: RunFailure): Promise<void>;
  /** Runs still marked as running whose process is gone. */
  interruptedRuns(): Promise<readonly RunRecord[]>;
  /** How far the sources' clock was before this machine's when the newest run began, in ms; 0 before the first run. */
  clockAheadMs(): Promise<number>;
  /** Newest first. */
  runs(filter: RunFilter): Promise<readonly RunRecord[]>;
  run(executionId: string): Promise<RunRecord | undefined>;
  bookmark(flow: string): Promise<Bookmark | undefined>;
  /** Fields of the last successful run that was no reconciliation; undefined before the first. */
  lastFields(flow: string): Promise<readonly FieldDescription[] | undefined>;
  /** Fields of a schema id; fails for an unknown id. */
  fields(schemaId: string): Promise<readonly FieldDescription[]>;
  /** Fields that a successful run loaded. */
  fieldsOfRun(executionId: string): Promise<readonly FieldDescription[] | undefined>;
  /** Files of successful runs, in run order. */
  files(flow: string, range?: LoadedFileRange): Promise<readonly LoadedFile[]>;
  /** Newest first. */
  drift(filter: DriftFilter): Promise<readonly DriftRecord[]>;
  snapshot(flow: string): Promise<MergedSnapshot | undefined>;
  /** Publishes a merged snapshot in place of the one at the URI `before`; `conflict` if that is no longer published. */
  saveSnapshot(
    snapshot: Omit<MergedSnapshot, "schemaId">,
    fields: readonly FieldDescription[],
    before: string | undefined,
  ): Promise<"saved" | "conflict">;
}
