import { nearestName } from "../did-you-mean.ts";
import { databaseOfSchema } from "./schema-names.ts";

/**
 * The table among `<schema>.<table>` that a name is a slip for; undefined when none is near. Its own name is compared within the schema, of
 * which the lake has several for one database: a long schema would make all of its tables near. Next comes the same table in
 * another schema, and then the nearest one of a schema that is near.
 */
export function nearestTable(name: string, tables: Iterable<string>): string | undefined {
  const all = [...tables];
  const [schema, table] = parts(name);
  const own =
    nonEmpty(all.filter((each) => parts(each)[0] === schema)) ??
    all.filter((each) => databaseOfSchema(parts(each)[0]) === databaseOfSchema(schema));
  const near = nearestOf(table, own);
  if (near !== undefined) return near;
  const same = all.filter((each) => parts(each)[1] === table);
  if (same.length > 0) return nearestName(name, same) ?? same[0];
  if (own.length > 0) return undefined;
  if (schema === "") return nearestOf(table, all);
  const meant = nearestName(schema, new Set(all.map((each) => parts(each)[0])));
  return nearestOf(
    table,
    all.filter((each) => parts(each)[0] === meant?.toLowerCase()),
  );
}

/** The one of these tables whose own name is nearest. */
function nearestOf(table: string, tables: readonly string[]): string | undefined {
  const near = nearestName(
    table,
    tables.map((each) => parts(each)[1]),
  );
  return near === undefined ? undefined : tables.find((each) => parts(each)[1] === near);
}

/** Schema and table, lower case; no schema where there is no dot. */
function parts(name: string): readonly [schema: string, table: string] {
  const at = name.lastIndexOf(".");
  return [name.slice(0, Math.max(0, at)).toLowerCase(), name.slice(at + 1).toLowerCase()];
}

function nonEmpty(names: readonly string[]): readonly string[] | undefined {
  return names.length > 0 ? names : undefined;
}
