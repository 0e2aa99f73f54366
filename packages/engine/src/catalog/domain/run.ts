import type { FieldDescription } from "../../sources/index.ts";
import type { Drift } from "./drift.ts";
import type { EndOfRunEvent } from "./end-of-run-event.ts";

/** `reconcile` compares keys and stamps with the source: it records what vanished without a trace, or reads again what is missing or older here.
 * `refresh` reads single fields of every row again, and writes the rows that differ. */
export type RunKind = "full" | "increment" | "reconcile" | "refresh";
export type RunStatus = "running" | "succeeded" | "failed" | "interrupted" | "cancelled";

/** How a run begins; everything here is known before the first row. */
export interface RunOpening {
  readonly executionId: string;
  readonly flow: string;
  readonly kind: RunKind;
  /** The API that the source reads by, under its own name for it. */
  readonly api: string;
  /** Server time, UTC: decides the partition. */
  readonly startedAt: Date;
  readonly windowFrom: Date | undefined;
  readonly windowTo: Date | undefined;
  /** `s3://…/` folder that the run's files go to. */
  readonly target: string;
}

export interface RunFile {
  /** `s3://bucket/key` */
  readonly uri: string;
  readonly rows: number;
  readonly bytes: number;
}

/** How a successful run ends; the ledger takes all of it in one transaction. */
export interface RunSuccess {
  readonly endedAt: Date;
  /** Rows that the run brought into the lake. */
  readonly rows: number;
  /** Rows that the source sent: also those that the lake already held. */
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly files: readonly RunFile[];
  /** The fields as loaded, in column order. */
  readonly fields: readonly FieldDescription[];
  readonly drift: readonly Drift[];
  /** Undefined leaves the bookmark where it is. */
  readonly bookmark: Date | undefined;
  readonly event: EndOfRunEvent;
}

/** A run as it is found in what it left, where the ledger has lost it. */
export type FoundRun = RunOpening & Omit<RunSuccess, "drift" | "bookmark" | "event">;

export interface RunFailure {
  readonly endedAt: Date;
  readonly status: "failed" | "interrupted" | "cancelled";
  readonly code: string;
  readonly message: string;
}

/** A run as the ledger remembers it. */
export interface RunRecord extends RunOpening {
  /** Rises by one with each run that is opened. */
  readonly sequence: number;
  readonly status: RunStatus;
  readonly endedAt: Date | undefined;
  readonly rows: number;
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly error: { readonly code: string; readonly message: string } | undefined;
}
