import type { RunOwner } from "../../../core/adapters/machine/run-owner.ts";
import { timeOf } from "../../../core/adapters/sqlite/sqlite-time.ts";
import type { RunKind, RunOpening, RunRecord, RunStatus } from "../../domain/run.ts";

/** A row of the table `runs`. Times are ISO text, UTC, milliseconds. */
export interface RunRow {
  readonly sequence: number;
  readonly execution_id: string;
  readonly flow: string;
  readonly kind: RunKind;
  readonly api: RunOpening["api"];
  readonly status: RunStatus;
  readonly started_at: string;
  readonly window_from: string | null;
  readonly window_to: string | null;
  readonly target: string;
  readonly ended_at: string | null;
  readonly rows: number;
  readonly rows_read: number;
  readonly bytes_read: number;
  readonly schema_id: string | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly pid: number;
  readonly host: string;
  readonly process_mark: string | null;
  readonly opened_at: string;
}

export function runRecordOf(row: RunRow): RunRecord {
  return {
    sequence: row.sequence,
    executionId: row.execution_id,
    flow: row.flow,
    kind: row.kind,
    api: row.api,
    status: row.status,
    startedAt: new Date(row.started_at),
    windowFrom: timeOf(row.window_from),
    windowTo: timeOf(row.window_to),
    target: row.target,
    endedAt: timeOf(row.ended_at),
    rows: row.rows,
    rowsRead: row.rows_read,
    bytesRead: row.bytes_read,
    error:
      row.error_code === null
        ? undefined
        : { code: row.error_code, message: row.error_message ?? "" },
  };
}

export function runOwnerOf(row: RunRow): RunOwner {
  return {
    pid: row.pid,
    host: row.host,
    mark: row.process_mark,
    openedAt: new Date(row.opened_at),
  };
}
