declare const brand: unique symbol;

/** A table of the catalog as one value, `<database>.<table>`: a key, and as access.yaml writes it. */
export type TableId = string & { readonly [brand]: "table" };

/** The same in its parts. Neither holds a dot. */
export interface TableName {
  readonly database: string;
  readonly table: string;
}

export function tableId({ database, table }: TableName): TableId {
  return `${database}.${table}` as TableId;
}

/** The parts of an id, empty where one is missing. */
export function parseTableId(id: string): TableName {
  const [database = "", table = ""] = id.split(".");
  return { database, table };
}
