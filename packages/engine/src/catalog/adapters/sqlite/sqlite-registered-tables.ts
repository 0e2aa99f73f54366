import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isReadOnlyState } from "../../../core/adapters/machine/state-folder.ts";
import { copyDatabase } from "../../../core/adapters/sqlite/copy-database.ts";
import { type Connection, connect } from "../../../core/adapters/sqlite/sqlite-connection.ts";
import { checkHeader } from "../../../core/adapters/sqlite/sqlite-header.ts";
import { storedJson } from "../../../core/adapters/sqlite/sqlite-json.ts";
import type { TableInput } from "../../domain/table-input.ts";
import type { CatalogTable } from "../../ports/catalog.ts";

/** How long a check of the folder waits for a process that holds the catalog. */
const timeoutMs = 1000;

/**
 * Every registered table of a state folder. For checks before the state is opened: it makes, migrates and repairs nothing.
 * Undefined where nothing has been loaded into the folder; fails where `catalog.db` cannot be read.
 */
export async function sqliteRegisteredTables(
  folder: string,
): Promise<readonly CatalogTable[] | undefined> {
  const file = join(folder, "catalog.db");
  if (!existsSync(file)) return undefined;
  await checkHeader(file);
  if (!(await isReadOnlyState(folder))) return tablesOf(connect(file, timeoutMs));
  const copyFolder = await mkdtemp(join(tmpdir(), "lakewright-read-"));
  try {
    const copy = join(copyFolder, "catalog.db");
    await copyDatabase(file, copy);
    return tablesOf(connect(copy, timeoutMs, file));
  } finally {
    await rm(copyFolder, { recursive: true, force: true });
  }
}

/** Closes the connection. */
function tablesOf(connection: Connection): readonly CatalogTable[] | undefined {
  try {
    const table = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'tables'";
    if (connection.one(table) === undefined) return undefined;
    const rows = connection.all<{ database: string; version: number; input: string }>(
      "SELECT database, version, input FROM tables",
    );
    return rows.map(({ database, version, input }) => ({
      database,
      version: String(version),
      input: storedJson<TableInput>(input, connection.file),
    }));
  } finally {
    connection.close();
  }
}
