import { existsSync } from "node:fs";
import { join } from "node:path";
import { tableId } from "@lakewright/config/table-id";
import { connect } from "../../../core/adapters/sqlite/sqlite-connection.ts";
import { checkHeader } from "../../../core/adapters/sqlite/sqlite-header.ts";
import { storedJson } from "../../../core/adapters/sqlite/sqlite-json.ts";
import type { TableInput } from "../../domain/table-input.ts";

/**
 * Columns of every registered table of a state folder, by `<database>.<table>`. For checks that come before the state is opened: it
 * makes, migrates and repairs nothing. Undefined where nothing has been loaded into the folder; fails where `catalog.db` cannot be read.
 */
export async function sqliteKnownColumns(
  folder: string,
): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  const file = join(folder, "catalog.db");
  if (!existsSync(file)) return undefined;
  await checkHeader(file);
  const connection = connect(file);
  try {
    const tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'tables'";
    if (connection.one(tables) === undefined) return undefined;
    const rows = connection.all<{ database: string; input: string }>(
      "SELECT database, input FROM tables",
    );
    return new Map(
      rows.map(({ database, input }) => columnsOf(database, storedJson<TableInput>(input, file))),
    );
  } finally {
    connection.close();
  }
}

function columnsOf(database: string, { Name, StorageDescriptor, PartitionKeys }: TableInput) {
  const columns = [...StorageDescriptor.Columns, ...PartitionKeys].map((column) =>
    column.Name.toLowerCase(),
  );
  return [tableId({ database, table: Name }).toLowerCase(), columns] as const;
}
