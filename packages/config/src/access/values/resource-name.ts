/** Resource of a grant or an assignment, as it is written. */
export type ResourceName =
  | { readonly kind: "database"; readonly database: string }
  | { readonly kind: "table"; readonly database: string; readonly table: string }
  | { readonly kind: "all_tables"; readonly database: string };

/** `<database>`, `<database>.<table>` or `<database>.*`, in lower case as the catalog has it. */
export function parseResourceName(value: unknown): ResourceName | undefined {
  if (typeof value !== "string") return undefined;
  const [database = "", table, ...more] = value.trim().toLowerCase().split(".");
  if (database === "" || table === "" || more.length > 0) return undefined;
  if (table === undefined) return { kind: "database", database };
  return table === "*" ? { kind: "all_tables", database } : { kind: "table", database, table };
}
