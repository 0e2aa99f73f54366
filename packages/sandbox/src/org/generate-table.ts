import type { DuckDBConnection } from "@duckdb/node-api";
import { columnType } from "./column-type.ts";
import { type DiceBag, diceFor } from "./dice.ts";
import type { FieldSpec } from "./field-spec.ts";
import type { ObjectSpec } from "./object-spec.ts";
import { identifier } from "./value.ts";

/** Creates the object's table with the rows it has on the org's first day. */
export async function generateTable(
  connection: DuckDBConnection,
  spec: ObjectSpec,
  bag: DiceBag,
): Promise<void> {
  const rows = bag.rows.get(spec.name) ?? 0;
  const columns = generatedColumns(spec, bag).map(
    ({ name, expression }) => `${expression} AS ${identifier(name)}`,
  );
  await connection.run(
    `CREATE TABLE ${identifier(spec.name)} AS SELECT ${columns.join(",\n")}
     FROM range(${rows}) numbers(i)`,
  );
}

/** Each stored field with the SQL of its value, cast to its column's type; `i` is the row number. */
export function generatedColumns(
  spec: ObjectSpec,
  bag: DiceBag,
  fields: readonly FieldSpec[] = spec.fields,
  row = "i",
  turn = 0,
): readonly { readonly name: string; readonly expression: string }[] {
  const dice = diceFor(bag, spec.name, row, turn);
  return fields.flatMap(({ metadata: { name, type }, value }) => {
    const column = columnType(type);
    if (!value || !column) return [];
    return [{ name, expression: `(${value(dice, name)})::${column}` }];
  });
}
