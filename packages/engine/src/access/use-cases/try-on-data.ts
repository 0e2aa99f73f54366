import type { Access, AccessTest, Environment, RowExpression } from "@lakewright/config";
import { currentSchema } from "@lakewright/config/schema-names";
import { PlatformError, quoteName, quoteText } from "../../core/index.ts";
import type { QueryResult } from "../../query/index.ts";
import { queryLake } from "../../query/index.ts";
import type { AccessTable } from "../domain/access-table.ts";
import { isOfLake } from "../domain/access-table.ts";
import type { MaskedColumn } from "../domain/column-access.ts";
import { kindsOf } from "../domain/column-kind.ts";
import { columnProblems } from "../domain/column-problems.ts";
import { rowExpressionSql } from "../domain/row-expression-sql.ts";
import { tableAccess } from "../domain/table-access.ts";
import { type QueryAsPorts, queryAs } from "./query-as.ts";

/** Everything that access tests run with. */
export interface TestRun<Ports> {
  readonly ports: Ports;
  readonly environment: Environment & { readonly access: Access };
  readonly signal: AbortSignal;
}

/** An access test with its table. */
interface TestOnTable {
  readonly test: AccessTest;
  readonly table: AccessTable;
}

/** What reading the loaded data shows. */
export interface DataTrial {
  /** Deviations; empty = as expected. */
  readonly problems: readonly string[];
  /** Whether no loaded row is an expected one: a slip in a value, in the filter and in its test alike, reads like this. */
  readonly expectsNoRow: boolean;
}

/** Tries an access test by reading the loaded data as its role. */
export async function tryOnData(
  { ports, environment, signal }: TestRun<QueryAsPorts>,
  { test, table }: TestOnTable,
): Promise<DataTrial> {
  const { as, expects } = test;
  const only = (...problems: string[]) => ({ problems, expectsNoRow: false });
  const schema = isOfLake(table) ? currentSchema(test.database) : test.database;
  const from = `${quoteName(schema)}.${quoteName(test.table)}`;
  const ask = (sql: string) => queryAs(ports, { environment, role: as, sql }, signal);
  const seen = await ask(`SELECT * FROM ${from} LIMIT 0`).catch(undefinedIfRefused);
  if (expects.kind === "denied") return seen ? only("could read the table") : only();
  if (!seen) return only("could not read the table");
  const names = seen.columns.map(({ name }) => name);
  const masked = tableAccess(environment.access, as, table).columns.filter(
    (one): one is MaskedColumn => one.access === "masked" && names.includes(one.column),
  );
  const leaks = await maskProblems(ask, from, masked);
  const visible = names.filter((name) => !masked.some(({ column }) => column === name));
  const all = (sql: string) => queryLake(ports, { ...environment, sql }, signal);
  const counted = await countProblems({ ask, all, from, table }, expects.rows);
  const columns = columnProblems(expects, visible, table);
  return { ...counted, problems: [...columns, ...leaks, ...counted.problems] };
}

type Ask = (sql: string) => Promise<QueryResult>;

/** A mask that shows something else than its constant or a hash shows what it should hide. */
async function maskProblems(
  ask: Ask,
  from: string,
  masked: readonly MaskedColumn[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { column, mask } of masked) {
    const name = quoteName(column);
    const isMasked =
      mask.kind === "constant"
        ? `${name} = ${quoteText(mask.value)}`
        : `regexp_full_match(CAST(${name} AS VARCHAR), '[0-9a-f]{64}')`;
    const shown = countOf(await ask(`SELECT count(*) FROM ${from} WHERE NOT (${isMasked})`));
    if (shown > 0) problems.push(`reads ${column} behind its mask in ${shown} rows`);
  }
  return problems;
}

interface CountedTable {
  /** As the role reads. */
  readonly ask: Ask;
  /** Whatever there is. */
  readonly all: Ask;
  readonly from: string;
  readonly table: AccessTable;
}

/** The role reads as many rows as the expected expression holds for, of all that are there. */
async function countProblems(
  { ask, all, from, table }: CountedTable,
  expected: RowExpression | "all" | undefined,
): Promise<DataTrial> {
  if (expected === undefined) return { problems: [], expectsNoRow: false };
  const where = expected === "all" ? "true" : rowExpressionSql(expected, kindsOf(table));
  const wanted = countOf(await all(`SELECT count(*) FROM ${from} WHERE ${where}`));
  const got = countOf(await ask(`SELECT count(*) FROM ${from}`));
  const problems = wanted === got ? [] : [`reads ${got} rows instead of ${wanted}`];
  return { problems, expectsNoRow: wanted === 0 };
}

function countOf({ rows: [row] }: QueryResult): number {
  return Number(row?.[0]);
}

function undefinedIfRefused(error: unknown): undefined {
  if (error instanceof PlatformError && error.code === "sql_refused") return undefined;
  throw error;
}
