import type { ColumnAccess, RowSet, TableAccess } from "../../access/index.ts";
import { rowExpressionSql } from "../../access/index.ts";
import { quoteName } from "../../core/index.ts";
import { columnsOfRows } from "./columns-of-rows.ts";
import { hashedColumn } from "./keyed-hash.ts";
import { policyName } from "./policy-name.ts";
import { redshift, redshiftText } from "./redshift-text.ts";
import { kindIn, typeOf, type WarehouseRelation } from "./warehouse-relation.ts";

/** A policy by its name, and the statement that makes it. */
export interface Policy {
  readonly name: string;
  readonly create: string;
}

/** What one role sees in place of a column. */
export interface ColumnMask {
  readonly policy: Policy;
  readonly column: string;
  /** Columns that the policy asks about, the masked one first. */
  readonly inputs: readonly string[];
  /** Whether it calls the function that hashes. */
  readonly hashes: boolean;
}

/** Masks of one role: of columns that are masked, and of cells, whose value shows in some rows and is empty in others. */
export function columnMasks(
  relation: WarehouseRelation,
  { role, columns, rows: visible }: TableAccess,
): readonly ColumnMask[] {
  return columns
    .filter(({ access }) => access === "masked" || access === "filtered")
    .map((column) => (isSame(column.rows, visible) ? { ...column, rows: "all" as const } : column))
    .filter(({ access, rows }) => access === "masked" || rows !== "all")
    .flatMap((column) => maskOf(relation, role, column));
}

/** A column that shows in every visible row needs no mask for the others: row-level security hides these. */
function isSame(rows: RowSet, visible: RowSet): boolean {
  return JSON.stringify(rows) === JSON.stringify(visible);
}

function maskOf(
  relation: WarehouseRelation,
  role: string,
  { column, mask, rows }: ColumnAccess,
): readonly ColumnMask[] {
  const type = typeOf(relation, column);
  if (type === undefined) return [];
  const asked = rows === "all" || rows === undefined ? [] : columnsOfRows(rows);
  const inputs = [...new Set([column, ...asked])].filter((name) => typeOf(relation, name));
  const value = maskedValue(relation, column, mask);
  const shown =
    rows === "all"
      ? value
      : `CASE WHEN ${rows ? rowExpressionSql(rows, kindIn(relation), redshift) : "false"} THEN ${value} END`;
  const taken = inputs.map((name) => `${quoteName(name)} ${typeOf(relation, name)}`).join(", ");
  const name = policyName("mask", relation, role, [column, taken, shown].join());
  const create = `CREATE MASKING POLICY ${quoteName(name)} WITH (${taken}) USING (CAST(${shown} AS ${type}))`;
  return [{ policy: { name, create }, column, inputs, hashes: mask?.kind === "hash" }];
}

/**
 * As on the laptop, a keyed hash, NULL where there is no value, or one constant. A policy answers the column's own type
 * ("CREATE MASKING POLICY"): what is no text shows as NULL, since neither a hash nor a word is a number.
 */
function maskedValue(
  relation: WarehouseRelation,
  column: string,
  mask: ColumnAccess["mask"],
): string {
  if (mask === undefined) return quoteName(column);
  if (kindIn(relation)(column) !== "text") return "NULL";
  return mask.kind === "hash" ? hashedColumn(quoteName(column)) : redshiftText(mask.value);
}
