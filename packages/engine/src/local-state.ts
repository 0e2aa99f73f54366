import { catalogTables, snapshotTables } from "./catalog/adapters/sqlite/catalog-schema.ts";
import { ledgerTables } from "./catalog/adapters/sqlite/run-ledger-schema.ts";
import { sqliteRegisteredTables } from "./catalog/adapters/sqlite/sqlite-registered-tables.ts";
import { alertTables, outboxTables } from "./core/adapters/sqlite/event-bus-schema.ts";
import { openState, type State } from "./core/adapters/sqlite/sqlite-state.ts";
import { eltRunTables } from "./elt/adapters/sqlite/elt-runs-schema.ts";

/** Step n brings `catalog.db` from version n to n + 1. A step that was released never changes; new ones are added. */
export const migrations: readonly string[] = [
  ledgerTables + outboxTables + catalogTables,
  snapshotTables,
  eltRunTables + alertTables,
];

/** The tables that a state folder has registered, without opening it as a state. */
export const registeredTables = sqliteRegisteredTables;

/** Opens the state of a platform on this machine, see `openState`. */
export function openLocalState(folder: string): Promise<State> {
  return openState(folder, migrations);
}
