import { type RunOwner, runOwner } from "../../../core/adapters/machine/run-owner.ts";
import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import { storedTime } from "../../../core/adapters/sqlite/sqlite-time.ts";
import type { FoundRun } from "../../domain/run.ts";
import { storeFields } from "./sqlite-ledger-fields.ts";
import { assertFree, insertFiles } from "./sqlite-ledger-runs.ts";

type Place = { readonly sequence: number; readonly started_at: string };

/** A run with its files becomes visible in one transaction, so that a repair may be killed at any moment. */
export function restoreRun(
  state: State,
  user: Pick<RunOwner, "pid" | "host">,
  run: FoundRun,
): void {
  state.transaction(() => {
    assertFree(state, user, run.flow);
    const known = state.one<Place>(
      "SELECT sequence, started_at FROM runs WHERE execution_id = ?",
      run.executionId,
    );
    if (known) restoreFiles(state, run, known);
    else insertFound(state, user, run);
  });
}

/** Behind the files that it has: their positions say nothing but the order. */
function restoreFiles(state: State, { flow, files }: FoundRun, place: Place): void {
  const known = state.all<{ uri: string; rows: number; bytes: number }>(
    "SELECT uri, rows, bytes FROM files WHERE flow = ? AND sequence = ? ORDER BY position",
    flow,
    place.sequence,
  );
  const uris = new Set(known.map(({ uri }) => uri));
  const all = [...known, ...files.filter(({ uri }) => !uris.has(uri))];
  state.run("DELETE FROM files WHERE flow = ? AND sequence = ?", flow, place.sequence);
  insertFiles(
    state,
    { ...place, flow },
    { files: all.toSorted((one, other) => (one.uri < other.uri ? -1 : 1)) },
  );
}

function insertFound(state: State, user: Pick<RunOwner, "pid" | "host">, run: FoundRun): void {
  // Rows that outlived the row of their run would belong to whatever run takes its number.
  for (const table of ["files", "drift"])
    state.run(`DELETE FROM ${table} WHERE sequence NOT IN (SELECT sequence FROM runs)`);
  const { pid, host, mark } = runOwner(user);
  const startedAt = storedTime(run.startedAt) ?? "";
  state.run(
    `INSERT INTO runs (sequence, execution_id, flow, kind, api, status, started_at, window_from, window_to, target,
       ended_at, rows, rows_read, bytes_read, schema_id, pid, host, process_mark, opened_at)
     VALUES (?, ?, ?, ?, ?, 'succeeded', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    sequenceFor(state, run),
    run.executionId,
    run.flow,
    run.kind,
    run.api,
    startedAt,
    storedTime(run.windowFrom),
    storedTime(run.windowTo),
    run.target,
    storedTime(run.endedAt),
    run.rows,
    run.rowsRead,
    run.bytesRead,
    storeFields(state, run.fields),
    pid,
    host,
    mark,
    startedAt,
  );
  const place = state.one<Place>(
    "SELECT sequence, started_at FROM runs WHERE execution_id = ?",
    run.executionId,
  );
  if (!place) throw new Error(`run ${run.executionId} was not written`);
  insertFiles(state, { ...place, flow: run.flow }, run);
}

/** The place just before the flow's next run by execution id, since a later run's rows win; null = the next number. */
function sequenceFor(
  state: State,
  { flow, executionId }: Pick<FoundRun, "flow" | "executionId">,
): number | null {
  const later = state.one<{ sequence: number | null }>(
    "SELECT min(sequence) AS sequence FROM runs WHERE flow = ? AND execution_id > ?",
    flow,
    executionId,
  )?.sequence;
  if (later === null || later === undefined) return null;
  const isTaken = (sequence: number) =>
    state.one("SELECT sequence FROM runs WHERE sequence = ?", sequence) !== undefined;
  let free = later - 1;
  while (isTaken(free)) free--;
  return free;
}

export function restoreBookmark(state: State, flow: string, to: Date): void {
  state.run("INSERT INTO bookmarks VALUES (?, ?) ON CONFLICT DO NOTHING", flow, storedTime(to));
}

export function forgetFile(state: State, uri: string): void {
  state.transaction(() => {
    state.run("DELETE FROM files WHERE uri = ?", uri);
    state.run("DELETE FROM snapshots WHERE uri = ?", uri);
  });
}
