import type { Access, AccessTest, RowExpression } from "@lakewright/config";
import { tableId } from "@lakewright/config/table-id";
import type { AccessTable } from "../domain/access-table.ts";
import { showsValues } from "../domain/column-access.ts";
import { kindsOf } from "../domain/column-kind.ts";
import { columnProblems, missingColumns } from "../domain/column-problems.ts";
import { findRow } from "../domain/find-row.ts";
import { isUndecided } from "../domain/is-undecided.ts";
import { rowFaults } from "../domain/row-faults.ts";
import { rowsText } from "../domain/rows-text.ts";
import { type TableAccess, tableAccess } from "../domain/table-access.ts";
import { accessTables } from "./access-tables.ts";
import type { QueryAsPorts } from "./query-as.ts";
import { type TestRun, tryOnData } from "./try-on-data.ts";

/** Result of a test of access.yaml. */
export interface AccessTestResult {
  readonly test: AccessTest;
  /** Deviations by the rules alone; empty = as expected. */
  readonly byRules: readonly string[];
  /** Deviations found by queries as the role; undefined where nothing is loaded to run them on. */
  readonly byData: readonly string[] | undefined;
  /** Whether the data holds none of the rows that it expects, so that reading it proves nothing. */
  readonly expectsNoRow?: boolean;
  /** Why it was not tried at all; absent = it was. */
  readonly untried?: string;
}

const notBuilt =
  "nothing is known yet of what the table holds: lakewright elt builds it and follows its columns";

/**
 * Runs every access test twice: by evaluating the rules, and by reading the loaded data as the role does. `openRole` gives a
 * process to each role; without it there is no data to read. A test of a table of the warehouse of which nothing is
 * known yet is not run: "denied" would always pass and "sees" always fail, whatever the rules.
 */
export async function testAccess(
  { ports, environment, signal }: TestRun<Omit<QueryAsPorts, "governed">>,
  openRole: ((role: string) => Promise<QueryAsPorts["governed"]>) | undefined,
): Promise<readonly AccessTestResult[]> {
  const tables = await accessTables(ports, environment, [environment.access]);
  const results: AccessTestResult[] = [];
  for (const test of environment.access.tests) {
    const table = tables.find(
      ({ database, name }) => database === test.database && name === test.table,
    );
    // Reading the folder refuses tests of tables that neither a flow nor warehouse.yaml makes.
    if (!table) throw new Error(`${tableId(test)} is not declared`);
    if (isUndecided(environment.access, table)) {
      results.push({ test, byRules: [], byData: undefined, untried: notBuilt });
      continue;
    }
    const missing = missingColumns(test.expects, table);
    if (missing.length > 0) {
      const byRules = missing.map((name) => `there is no column ${name} in ${tableId(test)}`);
      results.push({ test, byRules, byData: undefined });
      continue;
    }
    const wrong = expectedRowFaults(test.expects, table);
    if (wrong.length > 0) {
      results.push({ test, byRules: wrong, byData: undefined });
      continue;
    }
    const byRules = rulesProblems(environment.access, test, table);
    const governed = isReadable(table) ? await openRole?.(test.as) : undefined;
    const trial =
      governed &&
      (await tryOnData({ ports: { ...ports, governed }, environment, signal }, { test, table }));
    const { problems: byData, expectsNoRow = false } = trial ?? {};
    results.push({ test, byRules, byData, expectsNoRow });
  }
  return results;
}

/** Rows that can never be, or that cannot be compared so: a test for them would pass whatever the rules. */
function expectedRowFaults(expects: AccessTest["expects"], table: AccessTable): readonly string[] {
  if (expects.kind === "denied" || expects.rows === undefined || expects.rows === "all") return [];
  return rowFaults(expects.rows, table).map(({ message }) => `what it expects as rows ${message}`);
}

/** Staging is registered and never read by itself: its rows are the lake's. */
function isReadable({ isDeclaredOnly, layer }: AccessTable): boolean {
  return !isDeclaredOnly && layer !== "staging";
}

function rulesProblems(access: Access, test: AccessTest, table: AccessTable): readonly string[] {
  const decided = tableAccess(access, test.as, table);
  const visible = readableColumns(decided);
  const { expects } = test;
  if (expects.kind === "denied")
    return decided.rows === undefined || visible.length === 0 ? [] : [`sees ${visible.join(", ")}`];
  if (decided.rows === undefined || visible.length === 0) return ["sees nothing"];
  return [...columnProblems(expects, visible, table), ...rowProblems(decided, expects.rows, table)];
}

/** Columns whose values the role reads; a mask shows none. */
function readableColumns({ columns }: TableAccess): readonly string[] {
  return columns.filter(showsValues).map(({ column }) => column);
}

function rowProblems(
  decided: TableAccess,
  expected: RowExpression | "all" | undefined,
  table: AccessTable,
): readonly string[] {
  if (expected === undefined) return [];
  const kinds = kindsOf(table);
  const problems: string[] = [];
  const more = findRow(decided.rows, expected, kinds);
  const fewer = findRow(expected, decided.rows, kinds);
  const rows = rowsText(decided.rows);
  if (more.kind !== "none") problems.push(`sees rows beyond the expected ones: ${rows}`);
  if (fewer.kind !== "none") problems.push(`does not see all expected rows, only: ${rows}`);
  return problems;
}
