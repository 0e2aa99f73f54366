import type { Manifest, TableName } from "@lakewright/config";
import { PlatformError } from "@lakewright/engine";

/**
 * Tables of the platform's databases that an event of the catalog is about. Glue reports new tables for their database
 * (`Glue Data Catalog Database State Change`, a list of tables) and a changed one for itself (`… Table State Change`).
 */
export function changedTables({ environment }: Manifest, event: unknown): readonly TableName[] {
  const { databaseName, tableName, changedTables: several } = detailOf(event);
  if (typeof databaseName !== "string") throw malformed("detail.databaseName");
  const names = typeof tableName === "string" ? [tableName] : several;
  if (!Array.isArray(names)) throw malformed("detail.tableName or detail.changedTables");
  const ours = environment.flows.filter(
    ({ direction, database, table, companionOf }) =>
      direction === "in" &&
      database === databaseName &&
      // What is open in a companion follows from the columns of its table.
      (names.includes(table) || names.includes(companionOf?.table)),
  );
  return ours.map(({ database, table }) => ({ database, table }));
}

function detailOf(event: unknown): Record<string, unknown> {
  const detail = (event as { readonly detail?: unknown } | null)?.detail;
  if (typeof detail !== "object" || detail === null) throw malformed("detail");
  return detail as Record<string, unknown>;
}

function malformed(path: string): PlatformError {
  return new PlatformError(
    "event_malformed",
    `a catalog event has no ${path}`,
    "it is kept among the dead letters: compare it with Glue's events in the EventBridge reference",
  );
}
