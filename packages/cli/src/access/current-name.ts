import { currentSchema } from "@lakewright/config/schema-names";
import type { Context } from "../command.ts";
import { renderTable } from "../output/render-table.ts";
import { dataLook } from "../output/table-look.ts";
import { visibleText } from "../output/visible-text.ts";

interface NamedTable {
  /** `raw` and undefined: of the lake. */
  readonly layer?: string | undefined;
  readonly database: string;
  readonly table: string;
}

/** The name under which `query` has a table of the lake as it is at the source now; one of the warehouse has one name. */
export function currentName({ layer = "raw", database, table }: NamedTable): string | undefined {
  return layer === "raw" ? `${currentSchema(database)}.${table}` : undefined;
}

const columns = [{ title: "every version, in query" }, { title: "as it is now, in query" }];

/** What `query` calls the tables of the lake among these, each once. */
export function currentLines(context: Context, tables: readonly NamedTable[]): string[] {
  const names = new Map<string, string>();
  for (const table of tables) {
    const current = currentName(table);
    if (current !== undefined) names.set(`${table.database}.${table.table}`, current);
  }
  if (names.size === 0) return [];
  const rows = [...names].map((pair) => pair.map(visibleText));
  return ["", ...renderTable(columns, rows, dataLook(context))];
}
