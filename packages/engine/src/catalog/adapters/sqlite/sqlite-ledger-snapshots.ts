import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import type { FieldDescription } from "../../../sources/index.ts";
import type { MergedSnapshot } from "../../ports/ledger.ts";
import { storeFields } from "./sqlite-ledger-fields.ts";

interface SnapshotRow {
  readonly flow: string;
  readonly uri: string;
  readonly rows: number;
  readonly sequence: number;
  readonly schema_id: string;
  readonly merged_at: string;
}

export function snapshotOf(state: State, flow: string): MergedSnapshot | undefined {
  const row = state.one<SnapshotRow>("SELECT * FROM snapshots WHERE flow = ?", flow);
  if (!row) return undefined;
  const { schema_id, merged_at, uri, rows, sequence } = row;
  return { flow, uri, rows, sequence, schemaId: schema_id, mergedAt: new Date(merged_at) };
}

/** Look and entry are one write transaction, so that of two processes that merge a flow one sees the other. */
export function saveSnapshot(
  state: State,
  snapshot: Omit<MergedSnapshot, "schemaId">,
  { fields, before }: { fields: readonly FieldDescription[]; before: string | undefined },
): "saved" | "conflict" {
  const { flow, uri, rows, sequence, mergedAt } = snapshot;
  return state.transaction(() => {
    if (snapshotOf(state, flow)?.uri !== before) return "conflict";
    const schemaId = storeFields(state, fields);
    state.run(
      `INSERT OR REPLACE INTO snapshots (flow, uri, rows, sequence, schema_id, merged_at) VALUES (?, ?, ?, ?, ?, ?)`,
      flow,
      uri,
      rows,
      sequence,
      schemaId,
      mergedAt.toISOString(),
    );
    return "saved";
  });
}
