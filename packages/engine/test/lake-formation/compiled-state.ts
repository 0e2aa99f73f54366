import type { RowExpression } from "@lakewright/config";
import type { AccessTable } from "../../src/access/domain/access-table.ts";
import { shownRows } from "../../src/access/domain/column-access.ts";
import { evaluateRow, type Row } from "../../src/access/domain/evaluate-row.ts";
import { rowExpressionText } from "../../src/access/domain/row-expression-text.ts";
import { tableAccess } from "../../src/access/domain/table-access.ts";
import { compilePlatform } from "../../src/lake-formation/domain/compile-platform.ts";
import { compileTable } from "../../src/lake-formation/domain/compile-table.ts";
import { compileDatabaseTags } from "../../src/lake-formation/domain/compile-tags.ts";
import type { LakePolicy } from "../../src/lake-formation/domain/lake-policy.ts";
import { type LakeState, shownByLakeFormation } from "./lake-formation-model.ts";

/** State of the table in Lake Formation. */
export function compiledState(policy: LakePolicy, table: AccessTable): LakeState {
  const state = compileTable(policy, table);
  return {
    database: table.database,
    table: table.name,
    columns: table.columns.map(({ name }) => name),
    partitionKeys: table.partitionKeys,
    databaseTags: compileDatabaseTags(policy, table.database),
    tableTags: state.tags.table,
    columnTags: state.tags.columns,
    filters: state.filters,
    permissions: [...compilePlatform(policy).permissions, ...state.permissions],
  };
}

/** Columns that a role sees in a row, by what Lake Formation holds. */
export function shownByService(
  { access, manifest }: LakePolicy,
  state: LakeState,
  principal: string,
  row: Row,
): readonly string[] {
  const expressions = Object.values(access.filters).flatMap(({ rows }) => rows ?? []);
  const byText = new Map(expressions.map((one) => [rowExpressionText(one), one]));
  const holds = (text: string) => evaluateRow(byText.get(text) as RowExpression, row) === true;
  const { account } = manifest.environment;
  const principals = [principal, `${account}:IAMPrincipals`, "IAM_ALLOWED_PRINCIPALS"];
  return [...shownByLakeFormation(state, principals, holds)].sort();
}

/** The same by the evaluator that the matrix is made with. A mask is for the warehouse: in the lake it is closed. */
export function shownByEvaluator(
  { access }: LakePolicy,
  role: string,
  table: AccessTable,
  row: Row,
): readonly string[] {
  const { columns } = tableAccess(access, role, table);
  const shown = columns.filter((one) => {
    const rows = shownRows(one);
    const isVisible = rows === "all" || (rows && evaluateRow(rows, row) === true);
    return one.access !== "masked" && isVisible;
  });
  return shown.map(({ column }) => column).sort();
}
