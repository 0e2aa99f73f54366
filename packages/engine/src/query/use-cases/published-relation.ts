import type { Catalog, Snapshot } from "../../catalog/index.ts";
import { isPublishedTable } from "../../catalog/index.ts";
import type { PublishedRelation } from "../domain/relation.ts";

/** The table of this name, `<schema>.<table>`, in a published state of the warehouse; undefined if there is none. */
export async function publishedRelation(
  catalog: Catalog,
  state: Snapshot | undefined,
  name: string,
): Promise<PublishedRelation | undefined> {
  const [schema = "", table = "", ...rest] = name.split(".");
  if (!state || rest.length > 0) return undefined;
  const found = await catalog.table(schema, table);
  if (!found || !isPublishedTable(found.input)) return undefined;
  const columns = found.input.StorageDescriptor.Columns.map(({ Name, Type }) => ({
    name: Name,
    type: Type,
  }));
  return { schema, name: table, columns, file: state.file };
}

/** Every table of the warehouse, as SQL names it. */
export async function publishedNames(catalog: Catalog): Promise<readonly string[]> {
  const names: string[] = [];
  for (const database of await catalog.databases())
    for (const { input } of await catalog.tables(database))
      if (isPublishedTable(input)) names.push(`${database}.${input.Name}`);
  return names;
}
