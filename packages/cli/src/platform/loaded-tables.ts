import type { KnownColumns } from "@lakewright/config";
import { tableId } from "@lakewright/config/table-id";
import type { CatalogTable } from "@lakewright/engine";
import type { Context } from "../command.ts";
import { visibleText } from "../output/visible-text.ts";
import { isPlatformError } from "../report-failure.ts";

/** The environment whose tables this machine loads. */
const here = "local";

/** What the catalog of this machine holds, read without opening the state: as it is, nothing is made or repaired. */
export interface LoadedTables {
  readonly tables: readonly CatalogTable[];
  readonly knownColumns: KnownColumns;
  /** Why the catalog cannot be read; undefined if it could, or if there is none yet. */
  readonly failure: string | undefined;
}

/** The tables of a state folder. A catalog that cannot be read knows no table, and says why. */
export async function loadedTables(stateFolder: string): Promise<LoadedTables> {
  const { registeredTables } = await import("@lakewright/engine/local-state");
  try {
    return known((await registeredTables(stateFolder)) ?? [], undefined);
  } catch (error) {
    if (error instanceof Error && (isPlatformError(error) || "code" in error))
      return known([], error.message);
    throw error;
  }
}

/** Warns that names of columns pass unchecked where the catalog cannot be read. */
export async function sayUnchecked(
  { say, talk }: Pick<Context, "say" | "talk">,
  loaded: LoadedTables | undefined,
): Promise<void> {
  if (loaded?.failure === undefined) return;
  await say(talk.yellow(visibleText(`columns are not checked: ${loaded.failure}`)));
}

function known(tables: readonly CatalogTable[], failure: string | undefined): LoadedTables {
  const columns = tables.map(({ database, input }) => {
    const { Name, PartitionKeys, StorageDescriptor } = input;
    const names = [...StorageDescriptor.Columns, ...PartitionKeys].map((column) => column.Name);
    return [tableId({ database, table: Name }), names.map((name) => name.toLowerCase())] as const;
  });
  return { tables, failure, knownColumns: { environment: here, tables: new Map(columns) } };
}
