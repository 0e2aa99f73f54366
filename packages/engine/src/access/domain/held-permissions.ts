import type { Permission } from "@lakewright/config";

const onTables: readonly Permission[] = ["select", "insert", "delete", "alter", "drop", "describe"];
const onDatabases: readonly Permission[] = ["create_table", "alter", "drop", "describe"];
const reading: readonly Permission[] = ["select", "insert", "delete", "all"];

/** Permissions on a table that these amount to. Any permission implies DESCRIBE; ALL implies every one. */
export function heldOnTable(granted: readonly Permission[]): readonly Permission[] {
  return held(granted, onTables);
}

/** The same for a database. */
export function heldOnDatabase(granted: readonly Permission[]): readonly Permission[] {
  return held(granted, onDatabases);
}

/** SELECT reads, and so do INSERT, DELETE and ALL (Lake Formation developer guide, "Lake Formation permissions reference"). */
export function canRead(granted: readonly Permission[]): boolean {
  return granted.some((permission) => reading.includes(permission));
}

function held(granted: readonly Permission[], known: readonly Permission[]): readonly Permission[] {
  if (granted.includes("all")) return [...known, "all"];
  const named = known.filter((permission) => granted.includes(permission));
  if (named.length === 0 || named.includes("describe")) return named;
  return [...named, "describe"];
}
