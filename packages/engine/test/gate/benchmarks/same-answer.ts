import type { DuckDBConnection } from "@duckdb/node-api";
import type { QueryResult } from "../../../src/query/domain/relation.ts";
import type { GovernedQuery, GovernedRelation } from "../../../src/query/ports/governed-query.ts";

interface Compared {
  readonly role: GovernedQuery;
  readonly relations: readonly GovernedRelation[];
  /** Holds the role's own rows as plain tables. */
  readonly copy: DuckDBConnection;
}

export interface Comparison {
  /** Undefined = the answers are equal. */
  readonly difference: string | undefined;
  readonly isEmpty: boolean;
  /** The answers were compared without the LIMIT at the end, which cuts through rows that are ordered alike. */
  readonly withoutLimit: boolean;
}

const limitAtEnd = /\s+LIMIT\s+\d+(\s+OFFSET\s+\d+)?\s*;?\s*$/i;

/** Whether a role's answer is that of an engine over the role's own rows. What is refused or stopped differs. */
export async function compareAnswers(compared: Compared, sql: string): Promise<Comparison> {
  try {
    const [own, plain] = await answers(compared, sql);
    const isEmpty = plain.rows.length === 0;
    if (textOf(own) === textOf(plain))
      return { difference: undefined, isEmpty, withoutLimit: false };
    const whole = sql.replace(limitAtEnd, "");
    const [ownWhole, plainWhole] = await answers(compared, whole);
    const isSame =
      whole !== sql &&
      own.rows.length === plain.rows.length &&
      textOf(ownWhole) === textOf(plainWhole);
    return { difference: isSame ? undefined : sql, isEmpty, withoutLimit: true };
  } catch (error) {
    return { difference: `${error}: ${sql}`, isEmpty: true, withoutLimit: false };
  }
}

async function answers(
  { role, relations, copy }: Compared,
  sql: string,
): Promise<readonly [QueryResult, QueryResult]> {
  const reader = await copy.runAndReadAll(sql);
  const names = reader.columnNames();
  const columns = names.map((name, i) => ({ name, type: String(reader.columnType(i)) }));
  const own = await role.query(sql, relations, new AbortController().signal);
  return [own, { columns, rows: reader.getRowsJson() }];
}

/** Rows in any order, since most statements leave some of it open; sums of doubles depend on the order in which they are added. */
function textOf({ columns, rows }: QueryResult): string {
  const lines = rows.map((row) =>
    JSON.stringify(row, (_, value) =>
      typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value,
    ),
  );
  return JSON.stringify([columns, lines.sort()]);
}
