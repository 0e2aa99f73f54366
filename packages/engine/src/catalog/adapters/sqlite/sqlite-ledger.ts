import { isAlive, type RunOwner } from "../../../core/adapters/machine/run-owner.ts";
import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import { storedTime } from "../../../core/adapters/sqlite/sqlite-time.ts";
import type { Ledger, RunFilter } from "../../ports/ledger.ts";
import { bookmarkOf, fieldsOfId, fieldsOfRun, lastFieldsOf } from "./sqlite-ledger-fields.ts";
import { driftOf, loadedFiles } from "./sqlite-ledger-files.ts";
import { forgetFile, restoreBookmark, restoreRun } from "./sqlite-ledger-restore.ts";
import { failRun, openRun, succeedRun } from "./sqlite-ledger-runs.ts";
import { saveSnapshot, snapshotOf } from "./sqlite-ledger-snapshots.ts";
import { type RunRow, runOwnerOf, runRecordOf } from "./sqlite-run-rows.ts";

/** Who uses the ledger: `{ pid: process.pid, host: hostname() }`. */
export type LedgerProcess = Pick<RunOwner, "pid" | "host">;

/**
 * Keeps runs, bookmarks and files in `catalog.db`; each operation is one transaction. A run of a process that is gone
 * does not block its flow and stays listed as interrupted until `failRun` ends it.
 */
export function sqliteLedger(state: State, user: LedgerProcess): Ledger {
  return {
    openRun: async (run) => openRun(state, user, run),
    succeedRun: async (executionId, success) => succeedRun(state, executionId, success),
    restoreRun: async (run) => restoreRun(state, user, run),
    restoreBookmark: async (flow, to) => restoreBookmark(state, flow, to),
    forgetFile: async (uri) => forgetFile(state, uri),
    failRun: async (executionId, failure) => failRun(state, executionId, failure),
    interruptedRuns: async () =>
      state
        .all<RunRow>("SELECT * FROM runs WHERE status = 'running' ORDER BY sequence")
        .filter((row) => !isAlive(runOwnerOf(row), user.host))
        .map(runRecordOf),
    clockAheadMs: async () => clockAheadMs(state),
    runs: async (filter) => runsOf(state, filter).map(runRecordOf),
    run: async (executionId) => {
      const row = state.one<RunRow>("SELECT * FROM runs WHERE execution_id = ?", executionId);
      return row && runRecordOf(row);
    },
    bookmark: async (flow) => bookmarkOf(state, flow),
    lastFields: async (flow) => lastFieldsOf(state, flow),
    fields: async (schemaId) => fieldsOfId(state, schemaId),
    fieldsOfRun: async (executionId) => fieldsOfRun(state, executionId),
    files: async (flow, range) => loadedFiles(state, flow, range ?? {}),
    drift: async (filter) => driftOf(state, filter),
    snapshot: async (flow) => snapshotOf(state, flow),
    saveSnapshot: async (snapshot, fields, before) =>
      saveSnapshot(state, snapshot, { fields, before }),
  };
}

function clockAheadMs(state: State): number {
  const newest = state.one<RunRow>("SELECT * FROM runs ORDER BY sequence DESC LIMIT 1");
  return newest ? Date.parse(newest.started_at) - Date.parse(newest.opened_at) : 0;
}

/** SQLite reads a limit of -1 as none. */
function runsOf(
  state: State,
  { flow, kind, status, startedSince, limit = -1 }: RunFilter,
): readonly RunRow[] {
  const since = startedSince && storedTime(startedSince);
  const asked = { "flow =": flow, "kind =": kind, "status =": status, "started_at >=": since };
  const bounds = Object.entries(asked).filter(([, value]) => value !== undefined);
  const conditions = ["TRUE", ...bounds.map(([column]) => `${column} ?`)].join(" AND ");
  return state.all(
    `SELECT * FROM runs WHERE ${conditions} ORDER BY sequence DESC LIMIT ?`,
    ...bounds.map(([, value]) => value ?? null),
    limit,
  );
}
