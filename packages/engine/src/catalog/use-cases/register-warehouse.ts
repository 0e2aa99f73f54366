import { parameterNames } from "../domain/registered-table.ts";
import type { ColumnInput, TableInput } from "../domain/table-input.ts";
import { isWarehouseTable } from "../domain/warehouse-table.ts";
import type { Catalog } from "../ports/catalog.ts";

/** A table of the warehouse as a build registers it. */
export interface WarehouseEntry {
  readonly schema: string;
  readonly input: TableInput;
}

/** Registers a table of the warehouse in the catalog, or brings its entry up to date. */
export async function registerWarehouse(
  catalog: Catalog,
  { schema, input }: WarehouseEntry,
): Promise<void> {
  await catalog.ensureDatabase(schema);
  if ((await catalog.createTable(schema, input)) === "created") return;
  for (;;) {
    const known = await catalog.table(schema, input.Name);
    if (!known || JSON.stringify(known.input) === JSON.stringify(input)) return;
    if ((await catalog.updateTable(schema, input, known.version)) === "updated") return;
  }
}

/**
 * Closes each column whose sensitivity is about to be another one, until its table is registered again: a state is published
 * before its entries, and between the two, nobody but stewards may take the one for the other. Gives how to take it back.
 */
export async function closeChangedColumns(
  catalog: Catalog,
  entries: readonly WarehouseEntry[],
): Promise<() => Promise<void>> {
  const reopen: (() => Promise<void>)[] = [];
  for (const { schema, input } of entries) {
    const known = await catalog.table(schema, input.Name);
    if (!known || !isWarehouseTable(known.input)) continue;
    const closed = withChangedClosed(known.input, input);
    if (closed === undefined) continue;
    await registerWarehouse(catalog, { schema, input: closed });
    reopen.push(() => reopenIfClosed(catalog, schema, { closed, before: known.input }));
  }
  return async () => {
    for (const one of reopen) await one();
  };
}

/** Somebody else may have registered it meanwhile: then there is nothing to take back. */
async function reopenIfClosed(
  catalog: Catalog,
  schema: string,
  { closed, before }: { readonly closed: TableInput; readonly before: TableInput },
): Promise<void> {
  const now = await catalog.table(schema, before.Name);
  if (now && JSON.stringify(now.input) === JSON.stringify(closed))
    await catalog.updateTable(schema, before, now.version);
}

/** The known entry with what will change closed; undefined where nothing does. */
function withChangedClosed(known: TableInput, next: TableInput): TableInput | undefined {
  const after = new Map(
    next.StorageDescriptor.Columns.map((one) => [one.Name, sensitivityOf(one)]),
  );
  const isChanged = (column: ColumnInput) =>
    sensitivityOf(column) !== undefined && sensitivityOf(column) !== after.get(column.Name);
  const { Columns } = known.StorageDescriptor;
  if (!Columns.some(isChanged)) return undefined;
  const closed = { [parameterNames.sensitivity]: "unclassified" };
  return {
    ...known,
    StorageDescriptor: {
      ...known.StorageDescriptor,
      Columns: Columns.map((column) =>
        isChanged(column) ? { ...column, Parameters: { ...column.Parameters, ...closed } } : column,
      ),
    },
  };
}

function sensitivityOf({ Parameters }: ColumnInput): string | undefined {
  return Parameters?.[parameterNames.sensitivity];
}
