import { didYouMean } from "@lakewright/config/did-you-mean";
import { nearestTable } from "@lakewright/config/nearest-table";
import { databaseOfSchema, everySchema, externalSchema } from "@lakewright/config/schema-names";
import { CallError } from "../call/call-error.ts";

/** The names that lineage knows: of the warehouse and, as `<database>_ext.<table>`, of the lake. */
export interface KnownTables {
  readonly warehouse: Iterable<string>;
  /** `<database>.<table>` */
  readonly lake: Iterable<string>;
}

/** A table as lineage names it, with the column that was asked for. */
export interface NamedTable {
  readonly table: string;
  readonly column: string | undefined;
}

/**
 * Finds what a name means, in any form that another command prints: `<schema>.<table>`, the lake's `<database>.<table>`,
 * `<database>_current.<table>` and `<database>_ext.<table>`, or a table alone where one schema has it; with a column behind it.
 * Case does not matter. Fails with a CallError that names the nearest.
 */
export function findTable(known: KnownTables, name: string): NamedTable {
  const forms = formsOf(known);
  const [schema = "", table, ...column] = name.trim().toLowerCase().split(".");
  if (table === undefined) return { table: onlyTable(forms, schema), column: undefined };
  const found = forms.get(`${schema}.${table}`);
  if (found !== undefined)
    return { table: found, column: column.length > 0 ? column.join(".") : undefined };
  const near = nearestTable(`${schema}.${table}`, forms.keys());
  throw new CallError(
    `neither the warehouse nor the lake has a table "${schema}.${table}"`,
    near === undefined ? listing : `did you mean "${near}"?`,
  );
}

const listing = "lakewright query --tables lists them";

/** Each form of a name, lower case, with the name that lineage uses. */
function formsOf({ warehouse, lake }: KnownTables): ReadonlyMap<string, string> {
  const forms = new Map<string, string>();
  for (const name of warehouse) forms.set(name.toLowerCase(), name);
  // Last: the warehouse's own view `<database>_current.<table>` has only a part of the readers of the table.
  for (const name of lake) {
    const [database = "", table = ""] = name.split(".");
    const used = `${externalSchema(database)}.${table}`;
    for (const schema of everySchema(database)) forms.set(`${schema}.${table}`.toLowerCase(), used);
  }
  return forms;
}

function onlyTable(forms: ReadonlyMap<string, string>, table: string): string {
  const found = [
    ...new Set([...forms].filter(([form]) => form.split(".")[1] === table).map(([, name]) => name)),
  ];
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined)
    throw new CallError(
      `several tables are called "${table}"`,
      `name one with its schema: ${found.join(", ")}`,
    );
  const near = didYouMean(
    table,
    [...forms.keys()].map((form) => form.split(".")[1] ?? ""),
  );
  throw new CallError(`neither the warehouse nor the lake has a table "${table}"`, near ?? listing);
}

/** `<database>.<table>` of a relation of the lake as models read it; undefined for others. */
export function lakeTableOf(relation: string): string | undefined {
  const [schema = "", ...table] = relation.split(".");
  const database = databaseOfSchema(schema);
  return schema === externalSchema(database) ? `${database}.${table.join(".")}` : undefined;
}
