import type { QueryableTable } from "../../src/query/use-cases/queryable-tables.ts";

interface Asked {
  /** Every table, with all its columns. */
  readonly all: readonly QueryableTable[];
  /** What the list shows a role of them. */
  readonly listed: readonly QueryableTable[];
  /** Reads as the role; rejects where it may not. */
  read(sql: string): Promise<unknown>;
}

/** Columns that a list shows a role, and those that it can read, one statement each: as `schema.table.column`. */
export async function listedAndRead({ all, listed, read }: Asked) {
  const readable: string[] = [];
  for (const name of columnsIn(all)) {
    const [schema, table, column] = name.split(".");
    const answer = read(`SELECT "${column}" FROM "${schema}"."${table}"`);
    if (await answer.then(() => true, refused)) readable.push(name);
  }
  return { listed: columnsIn(listed), readable };
}

function refused(error: { readonly code?: string }): false {
  if (error.code === "sql_refused") return false;
  throw error;
}

function columnsIn(tables: readonly QueryableTable[]): string[] {
  return tables.flatMap(({ schema, name, columns }) =>
    columns.map((column) => `${schema}.${name}.${column.name}`),
  );
}
