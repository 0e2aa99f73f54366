import type { ColumnAccess, RowSet, TableAccess } from "../../access/index.ts";
import { comparedColumns, rowExpressionSql, shownRows } from "../../access/index.ts";
import { quoteName } from "../../core/index.ts";
import { hashedColumn } from "./hash-function.ts";
import { policyName } from "./policy-name.ts";
import { redshift, redshiftText } from "./redshift-text.ts";
import { kindIn, typeOf, type WarehouseRelation } from "./warehouse-relation.ts";

/** A policy by its name, and the statement that makes it. */
export interface Policy {
  readonly name: string;
  readonly create: string;
}

/** Mask that one role sees in place of a column. */
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
  return columns.flatMap((column) => {
    const rows = shownRows(column);
    if (rows === undefined) return [];
    // Row-level security hides the other rows: what shows in every visible row needs no condition.
    const isEverywhere = rows === "all" || JSON.stringify(rows) === JSON.stringify(visible);
    if (isEverywhere && column.access !== "masked") return [];
    return maskOf({ relation, role }, column, isEverywhere ? "all" : rows) ?? [];
  });
}

/** Undefined where the relation has no such column. */
function maskOf(
  { relation, role }: { readonly relation: WarehouseRelation; readonly role: string },
  access: ColumnAccess,
  rows: NonNullable<RowSet>,
): ColumnMask | undefined {
  const { column } = access;
  const type = typeOf(relation, column);
  if (type === undefined) return undefined;
  const inputs = [...new Set([column, ...comparedColumns(rows)])].filter((name) =>
    typeOf(relation, name),
  );
  const value = shownValue(relation, access);
  const shown =
    rows === "all"
      ? value
      : `CASE WHEN ${rowExpressionSql(rows, kindIn(relation), redshift)} THEN ${value} END`;
  const taken = inputs.map((name) => `${quoteName(name)} ${typeOf(relation, name)}`).join(", ");
  const definition = [column, taken, shown].join();
  const name = policyName({ kind: "mask", relation, role, definition });
  const create = `CREATE MASKING POLICY ${quoteName(name)} WITH (${taken}) USING (CAST(${shown} AS ${type}))`;
  const hashes = access.access === "masked" && access.mask.kind === "hash";
  return { policy: { name, create }, column, inputs, hashes };
}

/**
 * The value, or what masks it: as on the laptop, a keyed hash, NULL where there is no value, or one constant. A policy answers
 * the column's own type ("CREATE MASKING POLICY"): what is no text shows as NULL, since neither a hash nor a word is a number.
 */
function shownValue(relation: WarehouseRelation, column: ColumnAccess): string {
  const name = quoteName(column.column);
  if (column.access !== "masked") return name;
  if (kindIn(relation)(column.column) !== "text") return "NULL";
  return column.mask.kind === "hash" ? hashedColumn(name) : redshiftText(column.mask.value);
}
