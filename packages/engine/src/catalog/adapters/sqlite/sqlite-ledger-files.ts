import type { SqlValue } from "../../../core/adapters/sqlite/sqlite-connection.ts";
import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import type { Drift } from "../../domain/drift.ts";
import type { DriftFilter, DriftRecord, LoadedFile, LoadedFileRange } from "../../ports/ledger.ts";

/** Files of successful runs in run order; only what the range asks for is read, by index. */
export function loadedFiles(
  state: State,
  flow: string,
  { from, to, afterSequence, executionId }: LoadedFileRange,
): readonly LoadedFile[] {
  const bounds: readonly (readonly [string, SqlValue | undefined])[] = [
    ["f.flow = ?", flow],
    ["f.load_date >= ?", from],
    ["f.load_date <= ?", to],
    ["f.sequence > ?", afterSequence],
    ["f.sequence = (SELECT sequence FROM runs WHERE execution_id = ?)", executionId],
  ];
  const given = bounds.filter(([, value]) => value !== undefined);
  return state.all<LoadedFile>(
    `SELECT f.uri, f.rows, f.bytes, r.execution_id AS executionId, f.sequence, f.load_date AS loadDate,
       r.schema_id AS schemaId
     FROM files f JOIN runs r ON r.sequence = f.sequence
     WHERE ${given.map(([condition]) => condition).join(" AND ")} ORDER BY f.sequence, f.position`,
    ...given.map(([, value]) => value ?? null),
  );
}

interface DriftRow {
  readonly flow: string;
  readonly execution_id: string;
  readonly at: string;
  readonly change: Drift["change"];
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Newest run first; within a run in the order in which it reported. */
export function driftOf(
  state: State,
  { flow, afterSequence = 0, limit = -1 }: DriftFilter,
): readonly DriftRecord[] {
  const rows = state.all<DriftRow>(
    `SELECT d.*, r.execution_id FROM drift d JOIN runs r USING (sequence)
     WHERE d.sequence > ?${flow === undefined ? "" : " AND d.flow = ?"} ORDER BY d.sequence DESC, d.position LIMIT ?`,
    ...(flow === undefined ? [afterSequence, limit] : [afterSequence, flow, limit]),
  );
  return rows.map(({ execution_id, at, change, field, before, after, flow: name }) => ({
    flow: name,
    executionId: execution_id,
    at: new Date(at),
    change,
    field,
    before: before ?? undefined,
    after: after ?? undefined,
  }));
}
