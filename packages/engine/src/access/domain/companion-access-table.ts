import type { AccessTable } from "./access-table.ts";

/**
 * A companion as access is decided over it: with the columns that its table has too, drifted where they are there. It may be registered
 * later, with columns that had drifted into the table by then and that nobody has classified yet. A column that only the companion has is
 * left out, and so closed: the rules that name it leave the table's other columns in doubt, and then the companion's as well.
 */
export function companionAccessTable(own: AccessTable, main: AccessTable): AccessTable {
  const drifted = new Map(main.columns.map((column) => [column.name, column.drifted]));
  const names = new Set(own.columns.map(({ name }) => name));
  const isIncomplete = main.columns.some(({ name }) => !names.has(name));
  return {
    ...own,
    companionOf: main.name,
    ...(isIncomplete ? { isIncomplete } : {}),
    columns: own.columns.flatMap((column) => {
      const isDrifted = drifted.get(column.name);
      return isDrifted === undefined ? [] : [{ ...column, drifted: isDrifted }];
    }),
  };
}
