import type { DuckDBConnection } from "@duckdb/node-api";
import { columnType } from "./column-type.ts";
import { type Dice, type DiceBag, diceFor } from "./dice.ts";
import type { FieldSpec } from "./field-spec.ts";
import type { ObjectSpec } from "./object-spec.ts";
import { identifier } from "./value.ts";

/** A stored field with the SQL of its value, cast to its column's type. */
export interface Column {
  readonly name: string;
  readonly expression: string;
}

/** Creates the object's table with the rows it has on the org's first day. */
export async function generateTable(
  connection: DuckDBConnection,
  spec: ObjectSpec,
  bag: DiceBag,
): Promise<void> {
  const rows = spec.source ?? `range(${bag.rows.get(spec.name) ?? 0}) numbers(i)`;
  const columns = columnsOf(spec.fields, diceFor(bag, spec.name));
  await connection.run(
    `CREATE TABLE ${identifier(spec.name)} AS SELECT ${selectList(columns)} FROM ${rows}`,
  );
}

/** The columns of `fields`; compound fields have none. */
export function columnsOf(fields: readonly FieldSpec[], dice: Dice): readonly Column[] {
  return fields.flatMap(({ metadata: { name, type }, value }) => {
    const column = columnType(type);
    if (!value || !column) return [];
    return [{ name, expression: `(${value(dice, name)})::${column}` }];
  });
}

/** The columns as a select list. */
export function selectList(columns: readonly Column[]): string {
  return columns.map(({ name, expression }) => `${expression} AS ${identifier(name)}`).join(",\n");
}
