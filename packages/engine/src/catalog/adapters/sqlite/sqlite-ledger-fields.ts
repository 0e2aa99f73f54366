import { storedJson } from "../../../core/adapters/sqlite/sqlite-json.ts";
import type { State } from "../../../core/adapters/sqlite/sqlite-state.ts";
import type { Bookmark, FieldDescription } from "../../../sources/index.ts";
import { schemaIdOf } from "../../domain/schema-id.ts";

interface SchemaRow {
  readonly fields: string;
}

/** Keeps a list of fields once, however many runs loaded it, and names it. */
export function storeFields(state: State, fields: readonly FieldDescription[]): string {
  const schemaId = schemaIdOf(fields);
  state.run(
    "INSERT INTO schemas (schema_id, fields) VALUES (?, ?) ON CONFLICT DO NOTHING",
    schemaId,
    JSON.stringify(fields),
  );
  return schemaId;
}

export function fieldsOfId(state: State, schemaId: string): readonly FieldDescription[] {
  const row = state.one<SchemaRow>("SELECT fields FROM schemas WHERE schema_id = ?", schemaId);
  if (!row) throw new Error(`the ledger has no fields "${schemaId}"`);
  return fieldsIn(state, row);
}

export function fieldsOfRun(
  state: State,
  executionId: string,
): readonly FieldDescription[] | undefined {
  const row = state.one<SchemaRow>(
    "SELECT fields FROM runs JOIN schemas USING (schema_id) WHERE execution_id = ? AND status = 'succeeded'",
    executionId,
  );
  return row && fieldsIn(state, row);
}

/** A reconciliation loads keys alone and describes nothing. */
export function lastFieldsOf(state: State, flow: string): readonly FieldDescription[] | undefined {
  const row = state.one<SchemaRow>(
    `SELECT fields FROM runs JOIN schemas USING (schema_id)
     WHERE flow = ? AND status = 'succeeded' AND kind <> 'reconcile' ORDER BY sequence DESC LIMIT 1`,
    flow,
  );
  return row && fieldsIn(state, row);
}

function fieldsIn(state: State, { fields }: SchemaRow): readonly FieldDescription[] {
  return storedJson(fields, state.file);
}

export function bookmarkOf(state: State, flow: string): Bookmark | undefined {
  const row = state.one<{ loaded_to: string }>(
    "SELECT loaded_to FROM bookmarks WHERE flow = ?",
    flow,
  );
  return row && { to: new Date(row.loaded_to) };
}
