import { PlatformError } from "../../domain/platform-error.ts";
import type { Connection } from "./sqlite-connection.ts";
import { stateCorrupt } from "./sqlite-error.ts";

/** Marks the file as Lakewright's (`LAKE`), so that nobody else's database is ever migrated. */
const applicationId = 0x4c414b45;

/**
 * Brings the file to the newest version, step by step, in one transaction. Fails with `state_too_new` on a file of a
 * newer release and with `state_corrupt` on somebody else's database; neither is changed.
 */
export function migrate(connection: Connection, steps: readonly string[]): void {
  if (versionOf(connection) < steps.length)
    connection.transaction(() => {
      // Again inside the transaction: another process may have been faster.
      const version = checkedVersion(connection, steps.length);
      for (const step of steps.slice(version)) connection.execute(step);
      connection.execute(`PRAGMA application_id = ${applicationId}`);
      connection.execute(`PRAGMA user_version = ${steps.length}`);
    });
  checkedVersion(connection, steps.length);
}

function checkedVersion(connection: Connection, newest: number): number {
  const version = versionOf(connection);
  if (!isOurs(connection)) throw stateCorrupt(connection.file, "it is another program's database");
  if (version > newest)
    throw new PlatformError(
      "state_too_new",
      `${connection.file} has version ${version}; this lakewright knows versions up to ${newest}`,
      "use the newer lakewright that wrote it, or another folder with --state DIR",
    );
  return version;
}

function isOurs(connection: Connection): boolean {
  const id = pragma(connection, "application_id");
  const { tables } = connection.one<{ tables: number }>(
    "SELECT count(*) AS tables FROM sqlite_schema",
  ) ?? { tables: 0 };
  return tables === 0 || id === applicationId;
}

function versionOf(connection: Connection): number {
  return pragma(connection, "user_version");
}

function pragma(connection: Connection, name: "application_id" | "user_version"): number {
  return connection.one<Record<string, number>>(`PRAGMA ${name}`)?.[name] ?? 0;
}

/** Reading all pages of a file of this size takes milliseconds. */
const quickCheckBytes = 4_000_000;

/** Fails with `state_corrupt` if a table that a step makes is missing or, in a small file, if any page is damaged. */
export function checkContents(
  connection: Connection,
  bytes: number,
  steps: readonly string[],
): void {
  const tables = tablesOf(steps);
  const present = new Set(
    connection
      .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .map(({ name }) => name),
  );
  const missing = tables.filter((table) => !present.has(table));
  if (missing.length > 0)
    throw stateCorrupt(connection.file, `it has no table "${missing.join('", "')}"`);
  for (const table of tables) connection.all(`SELECT * FROM ${table} LIMIT 1`);
  if (bytes <= quickCheckBytes) quickCheck(connection);
}

/** Names of the tables that the steps make. */
function tablesOf(steps: readonly string[]): readonly string[] {
  return steps.flatMap((step) =>
    [...step.matchAll(/^CREATE TABLE (\w+)/gm)].map(([, name = ""]) => name),
  );
}

function quickCheck(connection: Connection): void {
  const [first] = connection.all<{ quick_check: string }>("PRAGMA quick_check(1)");
  if (first?.quick_check !== "ok")
    throw stateCorrupt(connection.file, first?.quick_check ?? "its check gave no answer");
}
