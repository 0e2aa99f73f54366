import { catalogTables, snapshotTables } from "./catalog/adapters/sqlite/catalog-schema.ts";
import { ledgerTables, readRowsColumn } from "./catalog/adapters/sqlite/run-ledger-schema.ts";
import { alertTables, outboxTables } from "./core/adapters/sqlite/event-bus-schema.ts";
import { openState, type State } from "./core/adapters/sqlite/sqlite-state.ts";
import { eltRunTables } from "./elt/adapters/sqlite/elt-runs-schema.ts";

/** Step n brings `catalog.db` from version n to n + 1. A step that was released never changes; new ones are added. */
export const migrations: readonly string[] = [
  ledgerTables + outboxTables + catalogTables,
  snapshotTables,
  eltRunTables + alertTables,
  readRowsColumn,
];

/** Opens the state of a platform on this machine, see `openState`. */
export function openLocalState(folder: string): Promise<State> {
  return openState(folder, migrations);
}
