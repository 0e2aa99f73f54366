import type { Access, AccessTest, Environment, RowExpression } from "@lakewright/config";
import type { AccessTable } from "../domain/access/access-table.ts";
import { findRow } from "../domain/access/find-row.ts";
import { kindsOf } from "../domain/access/kinds-of.ts";
import { rowExpressionSql } from "../domain/access/row-expression-sql.ts";
import { rowsText } from "../domain/access/rows-text.ts";
import { type TableAccess, tableAccess } from "../domain/access/table-access.ts";
import { PlatformError } from "../domain/platform-error.ts";
import type { QueryResult } from "../ports/warehouse.ts";
import { accessTables } from "./access-tables.ts";
import { currentSchema } from "./lake-relation.ts";
import { type QueryAsPorts, queryAs } from "./query-as.ts";
import { queryLake } from "./query-lake.ts";

/** How a sentence of access.yaml came out. */
export interface AccessTestResult {
  readonly test: AccessTest;
  /** What is wrong, by the rules alone; empty = as expected. */
  readonly byRules: readonly string[];
  /** What is wrong, by running queries as the role; undefined where nothing is loaded to run them on. */
  readonly byData: readonly string[] | undefined;
}

/**
 * Tries every sentence twice: by evaluating the rules, and by reading the loaded data as the role does. `openRole` gives a
 * process of its own to each role; without it there is no data to read.
 */
export async function testAccess(
  ports: Omit<QueryAsPorts, "governed">,
  environment: Environment & { readonly access: Access },
  openRole: ((role: string) => Promise<QueryAsPorts["governed"]>) | undefined,
  signal: AbortSignal,
): Promise<readonly AccessTestResult[]> {
  const tables = await accessTables(ports, environment, [environment.access]);
  const results: AccessTestResult[] = [];
  for (const test of environment.access.tests) {
    const table = tables.find(
      ({ database, name }) => database === test.database && name === test.table,
    );
    // Reading the folder refuses sentences about tables that no flow brings.
    if (!table) throw new Error(`${test.database}.${test.table} is not declared`);
    const byRules = rulesProblems(environment.access, test, table);
    const governed = table.isDeclaredOnly ? undefined : await openRole?.(test.as);
    const byData =
      governed && (await dataProblems({ ...ports, governed }, environment, test, table, signal));
    results.push({ test, byRules, byData });
  }
  return results;
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
  return columns.filter((c) => c.access !== "none" && !isMasked(c)).map(({ column }) => column);
}

function isMasked({ access }: TableAccess["columns"][number]): boolean {
  return access === "masked";
}

type Allowed = Extract<AccessTest["expects"], { readonly kind: "allowed" }>;

/** Partition keys can never be hidden, so that a test need not list them. */
function columnProblems(
  { columns, hides }: Allowed,
  visible: readonly string[],
  { partitionKeys }: AccessTable,
): readonly string[] {
  const seen = visible.filter((name) => !partitionKeys.includes(name));
  const shown = hides.filter((name) => seen.includes(name)).map((name) => `sees ${name}`);
  if (!columns) return shown;
  const wanted = columns.filter((name) => !partitionKeys.includes(name));
  return [
    ...shown,
    ...seen.filter((name) => !wanted.includes(name)).map((name) => `also sees ${name}`),
    ...wanted.filter((name) => !seen.includes(name)).map((name) => `does not see ${name}`),
  ];
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
  if (fewer.kind !== "none") problems.push(`does not see all expected rows: ${rows}`);
  return problems;
}

async function dataProblems(
  ports: QueryAsPorts,
  environment: Environment & { readonly access: Access },
  { as, expects, database, table: name }: AccessTest,
  table: AccessTable,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const from = `"${currentSchema(database)}"."${name}"`;
  const seen = await queryAs(ports, environment, as, `SELECT * FROM ${from} LIMIT 0`, signal).catch(
    undefinedIfRefused,
  );
  if (expects.kind === "denied") return seen ? ["could read the table"] : [];
  if (!seen) return ["could not read the table"];
  const { access } = environment;
  const masked = new Set(
    tableAccess(access, as, table)
      .columns.filter(isMasked)
      .map((c) => c.column),
  );
  const visible = seen.columns.map((column) => column.name).filter((column) => !masked.has(column));
  const rows = await countProblems(
    ports,
    environment,
    { as, from, expected: expects.rows, table },
    signal,
  );
  return [...columnProblems(expects, visible, table), ...rows];
}

interface Count {
  readonly as: string;
  readonly from: string;
  readonly expected: RowExpression | "all" | undefined;
  readonly table: AccessTable;
}

async function countProblems(
  ports: QueryAsPorts,
  environment: Environment,
  { as, from, expected, table }: Count,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (expected === undefined) return [];
  const where = expected === "all" ? "true" : rowExpressionSql(expected, kindsOf(table));
  const all = `SELECT count(*) FROM ${from} WHERE ${where}`;
  const wanted = countOf(await queryLake(ports, environment.flows, all, signal));
  const got = countOf(
    await queryAs(ports, environment, as, `SELECT count(*) FROM ${from}`, signal),
  );
  return wanted === got ? [] : [`reads ${got} rows instead of ${wanted}`];
}

function countOf({ rows: [row] }: QueryResult): number {
  return Number(row?.[0]);
}

function undefinedIfRefused(error: unknown): undefined {
  if (error instanceof PlatformError && error.code === "sql_refused") return undefined;
  throw error;
}
