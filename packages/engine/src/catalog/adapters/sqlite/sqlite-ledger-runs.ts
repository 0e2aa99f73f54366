import { isAlive, type RunOwner, runOwner } from "../../../core/adapters/machine/run-owner.ts";
import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import { storedTime } from "../../../core/adapters/sqlite/sqlite-time.ts";
import { PlatformError } from "../../../core/index.ts";
import { loadDateOf } from "../../domain/raw-layout.ts";
import type { RunFailure, RunOpening, RunSuccess } from "../../domain/run.ts";
import { storeFields } from "./sqlite-ledger-fields.ts";
import { type RunRow, runOwnerOf } from "./sqlite-run-rows.ts";

/** Look and entry are one write transaction, so that of two processes one sees the other. */
export function openRun(state: State, user: Pick<RunOwner, "pid" | "host">, run: RunOpening): void {
  state.transaction(() => {
    assertFree(state, user, run.flow);
    insertRun(state, run, runOwner(user));
  });
}

/** Fails with `flow_busy` while a live process runs the flow. */
export function assertFree(state: State, { host }: Pick<RunOwner, "host">, flow: string): void {
  const rival = state
    .all<RunRow>("SELECT * FROM runs WHERE flow = ? AND status = 'running'", flow)
    .find((row) => isAlive(runOwnerOf(row), host));
  if (rival) throw flowBusy(rival);
}

function flowBusy(rival: RunRow): PlatformError {
  return new PlatformError(
    "flow_busy",
    `flow "${rival.flow}" is being run by process ${rival.pid} on ${rival.host} since ${rival.opened_at} (run ${rival.execution_id})`,
    "wait until it has ended, or end that process: the next run cleans up after it",
  );
}

function insertRun(state: State, run: RunOpening, owner: RunOwner): void {
  state.run(
    `INSERT INTO runs (execution_id, flow, kind, api, status, started_at, window_from, window_to, target,
       pid, host, process_mark, opened_at)
     VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?, ?, ?, ?, ?)`,
    run.executionId,
    run.flow,
    run.kind,
    run.api,
    storedTime(run.startedAt),
    storedTime(run.windowFrom),
    storedTime(run.windowTo),
    run.target,
    owner.pid,
    owner.host,
    owner.mark,
    storedTime(owner.openedAt),
  );
}

/** Fails with `flow_busy` if another process has meanwhile ended the run; then nothing is written. */
export function succeedRun(state: State, executionId: string, success: RunSuccess): void {
  state.transaction(() => {
    const run = runningRun(state, executionId);
    state.run(
      `UPDATE runs SET status = 'succeeded', ended_at = ?, rows = ?, rows_read = ?, bytes_read = ?, schema_id = ?
       WHERE sequence = ?`,
      storedTime(success.endedAt),
      success.rows,
      success.rowsRead,
      success.bytesRead,
      storeFields(state, success.fields),
      run.sequence,
    );
    insertFiles(state, run, success);
    insertDrift(state, run, success);
    if (success.bookmark)
      state.run(
        `INSERT INTO bookmarks VALUES (?, ?) ON CONFLICT DO UPDATE SET loaded_to = excluded.loaded_to`,
        run.flow,
        storedTime(success.bookmark),
      );
    state.run(
      "INSERT INTO outbox (event_id, event) VALUES (?, ?)",
      success.event.id,
      JSON.stringify(success.event),
    );
  });
}

function runningRun(state: State, executionId: string): RunRow {
  const row = runRow(state, executionId);
  if (row.status === "running") return row;
  throw new PlatformError(
    "flow_busy",
    `run ${executionId} of flow "${row.flow}" was already ended as ${row.status}`,
    "another process took over this flow; `lakewright status` shows how its last run ended; run the flow again",
  );
}

function runRow(state: State, executionId: string): RunRow {
  const row = state.one<RunRow>("SELECT * FROM runs WHERE execution_id = ?", executionId);
  if (!row) throw new Error(`the ledger has no run ${executionId}`);
  return row;
}

export function insertFiles(
  state: State,
  run: Pick<RunRow, "started_at" | "flow" | "sequence">,
  { files }: Pick<RunSuccess, "files">,
): void {
  const loadDate = loadDateOf(new Date(run.started_at));
  for (const [position, { uri, rows, bytes }] of files.entries())
    state.run(
      `INSERT INTO files (flow, sequence, position, load_date, uri, rows, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      run.flow,
      run.sequence,
      position,
      loadDate,
      uri,
      rows,
      bytes,
    );
}

function insertDrift(state: State, run: RunRow, { drift, endedAt }: RunSuccess): void {
  for (const [position, { change, field, before, after }] of drift.entries())
    state.run(
      "INSERT INTO drift (sequence, position, flow, change, field, before, after, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      run.sequence,
      position,
      run.flow,
      change,
      field,
      before ?? null,
      after ?? null,
      storedTime(endedAt),
    );
}

/** A run that has already ended stays as it ended: two processes may clean up after the same third one. */
export function failRun(state: State, executionId: string, failure: RunFailure): void {
  const changed = state.run(
    `UPDATE runs SET status = ?, ended_at = ?, error_code = ?, error_message = ?
     WHERE execution_id = ? AND status = 'running'`,
    failure.status,
    storedTime(failure.endedAt),
    failure.code,
    failure.message,
    executionId,
  );
  if (changed === 0) runRow(state, executionId);
}
