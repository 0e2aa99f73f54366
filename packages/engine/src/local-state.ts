import { catalogTables, snapshotTables } from "./catalog/adapters/sqlite/catalog-schema.ts";
import { ledgerTables, readRowsColumn } from "./catalog/adapters/sqlite/run-ledger-schema.ts";
import { sqliteRegisteredTables } from "./catalog/adapters/sqlite/sqlite-registered-tables.ts";
import { withdrawnBy } from "./catalog/domain/warehouse-table.ts";
import type { CatalogTable } from "./catalog/ports/catalog.ts";
import { alertTables, outboxTables } from "./core/adapters/sqlite/event-bus-schema.ts";
import { openState, openStateCopy, type State } from "./core/adapters/sqlite/sqlite-state.ts";
import { eltRunTables } from "./elt/adapters/sqlite/elt-runs-schema.ts";
import { sourceJobTables } from "./sources/adapters/sqlite/source-jobs-schema.ts";

/** Step n brings `catalog.db` from version n to n + 1. A step that was released never changes; new ones are added. */
export const migrations: readonly string[] = [
  ledgerTables + outboxTables + catalogTables,
  snapshotTables,
  eltRunTables + alertTables,
  readRowsColumn,
  sourceJobTables,
];

/** The tables that a state folder holds, without opening it as a state; undefined before the first load. Not those that a build withdrew. */
export async function registeredTables(
  folder: string,
): Promise<readonly CatalogTable[] | undefined> {
  const tables = await sqliteRegisteredTables(folder);
  return tables?.filter(({ input }) => withdrawnBy(input) === undefined);
}

/** Opens the state of a folder that can only be read, see `openStateCopy`. */
export function openLocalStateCopy(folder: string, copyFolder: string): Promise<State> {
  return openStateCopy(folder, migrations, copyFolder);
}

/** Opens the state of a platform on this machine, see `openState`. */
export function openLocalState(folder: string): Promise<State> {
  return openState(folder, migrations);
}
