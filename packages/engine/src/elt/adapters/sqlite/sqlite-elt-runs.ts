import { isAlive, type RunOwner, runOwner } from "../../../core/adapters/machine/run-owner.ts";
import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import { storedTime, timeOf } from "../../../core/adapters/sqlite/sqlite-time.ts";
import type { EltRunRecord, EltRunStatus, EltRuns } from "../../ports/elt-runs.ts";

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
    open: async ({ loadId, project, startedAt, input }) => {
      const { pid, host, mark, openedAt } = runOwner(user);
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
    runs: async (project, limit) =>
      state
        .all<Row>(
          "SELECT * FROM elt_runs WHERE project = ? ORDER BY sequence DESC LIMIT ?",
          project,
          limit,
        )
        .map((row) => recordOf(row, user.host)),
  };
}

function recordOf(row: Row, host: string): EltRunRecord {
  const { pid, process_mark: mark, opened_at } = row;
  const owner = { pid, host: row.host, mark, openedAt: new Date(opened_at) };
  return {
    loadId: row.load_id,
    project: row.project,
    startedAt: new Date(row.started_at),
    endedAt: timeOf(row.ended_at),
    input: row.input,
    message: row.message,
    status: row.status === "running" && !isAlive(owner, host) ? "interrupted" : row.status,
  };
}
