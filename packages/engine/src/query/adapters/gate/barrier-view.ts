import { quoteName } from "../../../core/index.ts";
import type { GovernedColumn, GovernedRelation } from "../../ports/governed-query.ts";
import { relationSelect } from "../duckdb/relation-select.ts";

/** Private names inside the view; a relation's own columns come from objects, whose names cannot start like this. */
const rowsName = quoteName("__lakewright_rows");
const valueName = (index: number) => quoteName(`__lakewright_value_${index}`);

/**
 * The SELECT that a relation's name stands for, for a role. A plain `WHERE policy` is not a barrier: the engine moves
 * the caller's predicate below it, and an error reveals hidden rows. Here every value of a hidden row is NULL before
 * the caller's expressions can see it, by meaning and not by the optimizer's habit. Without a row policy a
 * projection is enough: there is no hidden row, and a hidden column cannot be named through a view.
 */
export function barrierSelect({ relation, policy }: GovernedRelation): string {
  const { columns, rows } = policy;
  if (columns.length === 0) throw new Error(`no column of ${relation.name} may be read`);
  const hidden = columns.flatMap((column, i) => hiddenValue(column, i) ?? []);
  if (rows !== undefined) hidden.push(`((${rows}) IS TRUE) AS ${rowsName}`);
  const inner = `SELECT ${["*", ...hidden].join(", ")} FROM (${relationSelect(relation)}) AS base`;
  const shown = columns.map((column, i) => {
    const value = column.access === "full" ? quoteName(column.name) : valueName(i);
    const barred = rows === undefined ? value : `CASE WHEN ${rowsName} THEN ${value} END`;
    return `${barred} AS ${quoteName(column.name)}`;
  });
  const where = rows === undefined ? "" : ` WHERE ${rowsName}`;
  return `SELECT ${shown.join(", ")} FROM (${inner}) AS governed${where}`;
}

/** The value that is shown instead of the column, computed where the policy's names mean the relation's columns. */
function hiddenValue(column: GovernedColumn, index: number): string | undefined {
  if (column.access === "full") return undefined;
  if (column.access === "masked") return `(${column.mask}) AS ${valueName(index)}`;
  const value = `CASE WHEN (${column.cells}) IS TRUE THEN ${quoteName(column.name)} END`;
  return `${value} AS ${valueName(index)}`;
}
