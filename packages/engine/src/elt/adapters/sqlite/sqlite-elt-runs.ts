import { isAlive, type RunOwner, runOwner } from "../../../core/adapters/machine/run-owner.ts";
import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import { storedTime, timeOf } from "../../../core/adapters/sqlite/sqlite-time.ts";
import { PlatformError } from "../../../core/index.ts";
import type { EltRunOpening, EltRunRecord, EltRunStatus, EltRuns } from "../../ports/elt-runs.ts";

interface Row {
  readonly load_id: string;
  readonly project: string;
  readonly status: EltRunStatus;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly input: string;
  readonly message: string;
  readonly pid: number;
  readonly host: string;
  readonly process_mark: string | null;
  readonly opened_at: string;
}

/** Builds in `catalog.db`. One whose process is gone is interrupted, without anybody having to write that down. */
export function sqliteEltRuns(state: State, user: Pick<RunOwner, "pid" | "host">): EltRuns {
  return {
    open: async (run) => {
      // Look and entry are one write transaction, so that of two processes one sees the other.
      state.transaction(() => {
        const rival = state
          .all<Row>("SELECT * FROM elt_runs WHERE status = 'running'")
          .find((row) => row.pid !== user.pid && isAlive(ownerOf(row), user.host));
        if (rival) throw warehouseBusy(rival);
        insertRun(state, run, runOwner(user));
      });
    },
    close: async ({ loadId, project }, { status, endedAt, message }) => {
      state.run(
        "UPDATE elt_runs SET status = ?, ended_at = ?, message = ? WHERE load_id = ? AND project = ?",
        status,
        storedTime(endedAt),
        message,
        loadId,
        project,
      );
    },
    left: async () =>
      state
        .all<Row>("SELECT * FROM elt_runs WHERE status = 'running' ORDER BY sequence")
        .filter((row) => !isAlive(ownerOf(row), user.host))
        .map(({ load_id: loadId, project }) => ({ loadId, project })),
    runs: async (project, limit) =>
      state
        .all<Row>(
          "SELECT * FROM elt_runs WHERE project = ? ORDER BY sequence DESC LIMIT ?",
          project,
          limit,
        )
        .map((row) => recordOf(row, user.host)),
    lastPublished: async (project) =>
      state
        .all<Row>(
          "SELECT * FROM elt_runs WHERE project = ? AND status = 'published' ORDER BY sequence DESC LIMIT 1",
          project,
        )
        .map((row) => recordOf(row, user.host))[0],
  };
}

function insertRun(
  state: State,
  { loadId, project, startedAt, input }: EltRunOpening,
  { pid, host, mark, openedAt }: RunOwner,
): void {
  state.run(
    `INSERT INTO elt_runs (load_id, project, status, started_at, input, pid, host, process_mark, opened_at)
     VALUES (?, ?, 'running', ?, ?, ?, ?, ?, ?)`,
    loadId,
    project,
    storedTime(startedAt),
    input,
    pid,
    host,
    mark,
    storedTime(openedAt),
  );
}

function warehouseBusy({ pid, host, opened_at, project, load_id }: Row): PlatformError {
  const seconds = Math.max(0, Math.round((Date.now() - new Date(opened_at).getTime()) / 1000));
  return new PlatformError(
    "flow_busy",
    `the warehouse is being built by process ${pid} on ${host} for ${showAge(seconds)} (project ${project}, build ${load_id})`,
    "wait until it has ended, or end that process: the next build cleans up after it",
  );
}

function showAge(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}

function ownerOf({ pid, host, process_mark: mark, opened_at }: Row): RunOwner {
  return { pid, host, mark, openedAt: new Date(opened_at) };
}

function recordOf(row: Row, host: string): EltRunRecord {
  return {
    loadId: row.load_id,
    project: row.project,
    startedAt: new Date(row.started_at),
    endedAt: timeOf(row.ended_at),
    input: row.input,
    message: row.message,
    status: row.status === "running" && !isAlive(ownerOf(row), host) ? "interrupted" : row.status,
  };
}
