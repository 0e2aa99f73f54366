import { quoteName } from "../../../core/index.ts";
import type { GovernedColumn, GovernedRelation } from "../../ports/governed-query.ts";
import { relationSelect } from "../duckdb/relation-select.ts";

/**
 * Whether something of the rows is hidden, so that no engine with the role's text may open the relation's files: rows, cells or
 * masked values; rows that the relation itself leaves out, deleted and superseded ones; and whatever else a state of the
 * warehouse holds, which is one file. What is left are whole columns of files of the lake that no view names.
 */
export function hidesValues({ relation, policy }: GovernedRelation): boolean {
  return (
    policy.rows !== undefined ||
    policy.columns.some(({ access }) => access !== "full") ||
    "file" in relation ||
    relation.latest !== undefined
  );
}

/**
 * A SELECT that gives a row where the policy hides one; undefined where it is not rows alone that may be hidden. Where it gives none,
 * what is hidden are whole columns: these files will not be written again.
 */
export function hiddenRowSelect(governed: GovernedRelation): string | undefined {
  const { relation, policy } = governed;
  if (policy.rows === undefined || hidesValues(withAllRows(governed))) return undefined;
  return `SELECT 1 FROM (${relationSelect(relation)}) AS base WHERE (${policy.rows}) IS NOT TRUE LIMIT 1`;
}

export function withAllRows({ relation, policy }: GovernedRelation): GovernedRelation {
  return { relation, policy: { ...policy, rows: undefined } };
}

/** Private, so that a policy's names mean the relation's columns, whatever a column is shown as. */
const valueName = (index: number) => quoteName(`__lakewright_value_${index}`);

/** The SELECT of what a role sees of a relation: some of its columns, all of its rows. It is never joined with a text of the role's. */
export function roleSelect(
  { relation, policy: { rows } }: GovernedRelation,
  columns: readonly GovernedColumn[],
): string {
  if (columns.length === 0) throw new Error(`no column of ${relation.name} may be read`);
  const values = columns.map((column, i) => `${shownValue(column)} AS ${valueName(i)}`);
  const where = rows === undefined ? "" : ` WHERE (${rows}) IS TRUE`;
  const inner = `SELECT ${values.join(", ")} FROM (${relationSelect(relation)}) AS base${where}`;
  const shown = columns.map(({ name }, i) => `${valueName(i)} AS ${quoteName(name)}`);
  return `SELECT ${shown.join(", ")} FROM (${inner}) AS governed`;
}

function shownValue(column: GovernedColumn): string {
  if (column.access === "full") return quoteName(column.name);
  if (column.access === "masked") return `(${column.mask})`;
  return `CASE WHEN (${column.cells}) IS TRUE THEN ${quoteName(column.name)} END`;
}
