import type { RowExpression } from "@lakewright/config";
import type { ColumnKind } from "../../core/index.ts";
import type { RowSet } from "./column-access.ts";
import type { RowValue } from "./compare-values.ts";
import { distinguishingValues } from "./distinguishing-values.ts";
import type { ColumnExpression, Row } from "./evaluate-row.ts";
import { possibleTruths, truthBits } from "./possible-truths.ts";
import { rowsText } from "./rows-text.ts";

/** A row with the columns that matter, proof that there is none, or neither within reasonable effort. */
export type FoundRow =
  | { readonly kind: "row"; readonly row: Row }
  | { readonly kind: "none" }
  | { readonly kind: "undecided" };

/** `findRow` over one table's columns, which answers a repeated question at once. */
export type FindRow = (inside: RowSet, outside: RowSet) => FoundRow;

type Values = ReadonlyMap<string, readonly RowValue[]>;

const maxSteps = 20_000;

/**
 * A row that is in `inside` and not in `outside`. Every kind of value that the expressions can distinguish is tried,
 * so that `none` is a proof; a very large pair of expressions is `undecided`.
 */
export function findRow(
  inside: RowSet,
  outside: RowSet,
  kindOf: (column: string) => ColumnKind | undefined,
): FoundRow {
  if (inside === undefined || outside === "all" || isSame(inside, outside)) return { kind: "none" };
  const about = [inside, outside].flatMap((rows) =>
    rows === undefined || rows === "all" ? [] : columnExpressions(rows),
  );
  const values = new Map<string, readonly RowValue[]>();
  for (const column of new Set(about.map((one) => one.column))) {
    const expressions = about.filter((one) => one.column === column);
    const tried = distinguishingValues(expressions, kindOf(column));
    if (!tried) return { kind: "undecided" };
    values.set(column, tried);
  }
  return search(inside, outside, values);
}

/** Columns and roles mostly share their rows. */
export function rememberedFindRow(kindOf: (column: string) => ColumnKind | undefined): FindRow {
  const known = new Map<string, FoundRow>();
  return (inside, outside) => {
    const key = JSON.stringify([rowsText(inside), rowsText(outside)]);
    const found = known.get(key) ?? findRow(inside, outside, kindOf);
    known.set(key, found);
    return found;
  };
}

function search(inside: RowSet, outside: RowSet, all: Values): FoundRow {
  const waiting: Values[] = [all];
  for (let steps = 0; steps < maxSteps; steps++) {
    const values = waiting.pop();
    if (!values) return { kind: "none" };
    if (!isPossible(inside, outside, values)) continue;
    const open = [...values].find(([, tried]) => tried.length > 1);
    if (!open) return { kind: "row", row: rowOf(values) };
    const [column, tried] = open;
    for (const value of tried.toReversed()) waiting.push(new Map(values).set(column, [value]));
  }
  return { kind: "undecided" };
}

function isPossible(inside: RowSet, outside: RowSet, values: Values): boolean {
  const shown = truthsOf(inside, values) & truthBits.true;
  return shown !== 0 && (truthsOf(outside, values) & (truthBits.false | truthBits.unknown)) !== 0;
}

function truthsOf(rows: RowSet, values: Values): number {
  if (rows === undefined) return truthBits.false;
  return rows === "all" ? truthBits.true : possibleTruths(rows, values);
}

function rowOf(values: Values): Row {
  return Object.fromEntries([...values].map(([column, [value]]) => [column, value]));
}

/** Every comparison with a column, at any depth. */
export function columnExpressions(expression: RowExpression): readonly ColumnExpression[] {
  if ("column" in expression) return [expression];
  return expression.kind === "not"
    ? columnExpressions(expression.part)
    : expression.parts.flatMap(columnExpressions);
}

/** Columns that the rows are selected by, each once. */
export function comparedColumns(rows: RowSet): readonly string[] {
  if (rows === undefined || rows === "all") return [];
  return [...new Set(columnExpressions(rows).map(({ column }) => column))];
}

function isSame(inside: RowSet, outside: RowSet): boolean {
  return inside === outside || rowsText(inside) === rowsText(outside);
}
