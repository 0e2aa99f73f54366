import type { RowSet } from "../access/column-access.ts";
import { rowExpressionSql } from "../access/row-expression-sql.ts";
import type { TableAccess } from "../access/table-access.ts";
import { quoteName } from "../sql-text.ts";
import { columnsOfRows } from "./columns-of-rows.ts";
import { maskStatements } from "./mask-statements.ts";
import { policyName, tableName } from "./policy-name.ts";
import { redshift, safeName } from "./redshift-text.ts";
import { kindIn, typeOf, type WarehouseRelation } from "./warehouse-relation.ts";

/**
 * What makes Redshift show of a table what the evaluator says that roles see: columns by GRANT, rows by row-level
 * security, cells and masks by dynamic masking. A table is locked first and opened then, role by role, so that a statement
 * that fails leaves it closed. Nothing is said of roles that see nothing: Redshift opens nothing by itself.
 */
export function grantStatements(
  relation: WarehouseRelation,
  accesses: readonly TableAccess[],
  hashKey: string,
): readonly string[] {
  const reading = accesses.filter(
    ({ rows, columns }) => rows !== undefined && columns.some(isOpen),
  );
  const secured = reading.some(({ rows }) => rows !== "all");
  const on = tableName(relation);
  return [
    ...(secured ? [`ALTER TABLE ${on} ROW LEVEL SECURITY ON`] : []),
    ...reading.flatMap((access) => [
      // Where rows are secured, a role without a policy sees none: one that sees all has a policy too.
      ...(secured ? rowStatements(relation, access) : []),
      ...maskStatements(relation, access, hashKey),
      `GRANT USAGE ON SCHEMA ${safeName(relation.schema)} TO ROLE ${safeName(access.role)}`,
      `GRANT SELECT (${openColumns(access).map(quoteName).join(", ")}) ON ${on} TO ROLE ${safeName(access.role)}`,
    ]),
  ];
}

function rowStatements(relation: WarehouseRelation, { role, rows }: TableAccess): string[] {
  const predicate = rowsSql(relation, rows);
  const columns = rows === "all" || rows === undefined ? [] : columnsOfRows(rows);
  const known = columns.filter((name) => typeOf(relation, name) !== undefined);
  const taken = known.map((name) => `${quoteName(name)} ${typeOf(relation, name)}`);
  const policy = policyName("rows", relation, role, [predicate, ...taken].join());
  return [
    `CREATE RLS POLICY ${policy}${taken.length > 0 ? ` WITH (${taken.join(", ")})` : ""} USING (${predicate})`,
    `ATTACH RLS POLICY ${policy} ON ${tableName(relation)} TO ROLE ${safeName(role)}`,
  ];
}

function rowsSql(relation: WarehouseRelation, rows: RowSet): string {
  if (rows === undefined) return "false";
  return rows === "all" ? "true" : rowExpressionSql(rows, kindIn(relation), redshift);
}

function isOpen({ access }: TableAccess["columns"][number]): boolean {
  return access !== "none";
}

function openColumns({ columns }: TableAccess): readonly string[] {
  return columns.filter(isOpen).map(({ column }) => column);
}
