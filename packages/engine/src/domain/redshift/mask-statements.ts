import type { ColumnAccess, RowSet } from "../access/column-access.ts";
import { rowExpressionSql } from "../access/row-expression-sql.ts";
import type { TableAccess } from "../access/table-access.ts";
import { quoteName } from "../sql-text.ts";
import { columnsOfRows } from "./columns-of-rows.ts";
import { policyName, tableName } from "./policy-name.ts";
import { redshift, redshiftText, safeName } from "./redshift-text.ts";
import { kindIn, typeOf, type WarehouseRelation } from "./warehouse-relation.ts";

/** Masks of one role: of columns that are masked, and of cells, whose value shows in some rows and is empty in others. */
export function maskStatements(
  relation: WarehouseRelation,
  { role, columns, rows: visible }: TableAccess,
  hashKey: string,
): readonly string[] {
  return columns
    .filter(({ access }) => access === "masked" || access === "filtered")
    .map((column) => (isSame(column.rows, visible) ? { ...column, rows: "all" as const } : column))
    .filter(({ access, rows }) => access === "masked" || rows !== "all")
    .flatMap((column) => maskOf(relation, role, column, hashKey));
}

/** A column that shows in every visible row needs no mask for the others: row-level security hides these. */
function isSame(rows: RowSet, visible: RowSet): boolean {
  return JSON.stringify(rows) === JSON.stringify(visible);
}

function maskOf(
  relation: WarehouseRelation,
  role: string,
  { column, mask, rows }: ColumnAccess,
  hashKey: string,
): readonly string[] {
  const type = typeOf(relation, column);
  if (type === undefined) return [];
  const asked = rows === "all" || rows === undefined ? [] : columnsOfRows(rows);
  const inputs = [...new Set([column, ...asked])].filter((name) => typeOf(relation, name));
  const value = maskedValue(column, mask, hashKey);
  const shown =
    rows === "all"
      ? value
      : `CASE WHEN ${rows ? rowExpressionSql(rows, kindIn(relation), redshift) : "false"} THEN ${value} END`;
  const taken = inputs.map((name) => `${quoteName(name)} ${typeOf(relation, name)}`).join(", ");
  const policy = policyName("mask", relation, role, [column, taken, shown].join());
  const names = inputs.map(quoteName).join(", ");
  return [
    `CREATE MASKING POLICY ${policy} WITH (${taken}) USING (CAST(${shown} AS ${type}))`,
    `ATTACH MASKING POLICY ${policy} ON ${tableName(relation)} (${quoteName(column)}) USING (${names}) TO ROLE ${safeName(role)}`,
  ];
}

/** As on the laptop: a text keyed like those that are hashed at ingest, NULL where there is no value; or one constant. */
function maskedValue(column: string, mask: ColumnAccess["mask"], hashKey: string): string {
  const name = quoteName(column);
  if (mask?.kind === "hash")
    return `CASE WHEN ${name} IS NOT NULL THEN SHA2(${redshiftText(hashKey)} || CAST(${name} AS VARCHAR), 256) END`;
  if (mask?.kind === "constant") return redshiftText(mask.value);
  return name;
}
