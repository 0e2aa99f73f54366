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

/** Deviations from an access test, found by reading the loaded data as its role; empty = as expected. */
export async function tryOnData(
  { ports, environment, signal }: TestRun<QueryAsPorts>,
  { test, table }: TestOnTable,
): Promise<readonly string[]> {
  const { as, expects } = test;
  const schema = isOfLake(table) ? currentSchema(test.database) : test.database;
  const from = `${quoteName(schema)}.${quoteName(test.table)}`;
  const ask = (sql: string) => queryAs(ports, { environment, role: as, sql }, signal);
  const seen = await ask(`SELECT * FROM ${from} LIMIT 0`).catch(undefinedIfRefused);
  if (expects.kind === "denied") return seen ? ["could read the table"] : [];
  if (!seen) return ["could not read the table"];
  const names = seen.columns.map(({ name }) => name);
  const masked = tableAccess(environment.access, as, table).columns.filter(
    (one): one is MaskedColumn => one.access === "masked" && names.includes(one.column),
  );
  const leaks = await maskProblems(ask, from, masked);
  const visible = names.filter((name) => !masked.some(({ column }) => column === name));
  const all = (sql: string) => queryLake(ports, { flows: environment.flows, sql }, signal);
  const counts = await countProblems({ ask, all, from, table }, expects.rows);
  return [...columnProblems(expects, visible, table), ...leaks, ...counts];
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
): Promise<readonly string[]> {
  if (expected === undefined) return [];
  const where = expected === "all" ? "true" : rowExpressionSql(expected, kindsOf(table));
  const wanted = countOf(await all(`SELECT count(*) FROM ${from} WHERE ${where}`));
  const got = countOf(await ask(`SELECT count(*) FROM ${from}`));
  return wanted === got ? [] : [`reads ${got} rows instead of ${wanted}`];
}

function countOf({ rows: [row] }: QueryResult): number {
  return Number(row?.[0]);
}

function undefinedIfRefused(error: unknown): undefined {
  if (error instanceof PlatformError && error.code === "sql_refused") return undefined;
  throw error;
}
