import type { DuckDBConnection } from "@duckdb/node-api";
import type { DuckDbType } from "../../../src/core/domain/logical-type.ts";
import type { LakeRelation } from "../../../src/query/domain/relation.ts";
import { fieldTypeOf } from "../../../src/sources/domain/field-type.ts";

export interface ClickBench {
  readonly statements: readonly string[];
  /** Of its only table, with types as its package writes them. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/**
 * Writes a table of generated rows with ClickBench's columns into a file of the lake. Half of the rows hold what the statements compare a
 * column with, so that their answers are not empty.
 */
export async function webHits(
  connection: DuckDBConnection,
  { statements, columns }: ClickBench,
  { file, rows }: { readonly file: string; readonly rows: number },
): Promise<LakeRelation> {
  const constants = comparedWith(statements);
  const words = soughtIn(statements);
  const typed = columns.map(({ name, type }) => ({ name, type: lakeType(type) }));
  const values = typed.map(
    ({ name, type }, i) => `${valueSql(type, i, constants.get(name) ?? [], words)} AS "${name}"`,
  );
  await connection.run(
    `COPY (SELECT ${values.join(", ")} FROM range(${rows}) AS r(i)) TO '${file}' (FORMAT parquet)`,
  );
  return {
    schema: "clickbench",
    name: "hits",
    columns: [
      ...typed.map(({ name, type }) => ({ name: name.toLowerCase(), type })),
      { name: "load_date", type: "VARCHAR" },
    ],
    partitionColumn: "load_date",
    groups: [
      {
        fields: typed.map(({ name, type }) => ({
          name,
          label: name,
          type: fieldTypeOf(type),
          calculated: false,
        })),
        files: [{ path: file, loadDate: "20240501", sequence: 1 }],
        base: undefined,
      },
    ],
  };
}

function lakeType(type: string): DuckDbType {
  if (/char|text/i.test(type)) return "VARCHAR";
  return type === "TIMESTAMP" ? "TIMESTAMPTZ" : (type as DuckDbType);
}

/** Numbers that statements compare a column with, by column. */
function comparedWith(statements: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [, name = "", number = ""] of statements
    .join("\n")
    .matchAll(/(\w+) (?:=|<>|IN \() ?(-?\d+)/g))
    found.set(name, [...(found.get(name) ?? []), number]);
  return found;
}

function soughtIn(statements: readonly string[]): readonly string[] {
  return [...statements.join("\n").matchAll(/LIKE '%\.?(\w+)/g)].map(([, word = ""]) => word);
}

/** A value that depends on the row and the column alone. */
function valueSql(
  type: DuckDbType,
  column: number,
  constants: readonly string[],
  words: readonly string[],
): string {
  const random = (salt: number, below: number) =>
    `((hash(i * 1000 + ${column}, ${salt}) >> 24) % ${below})::BIGINT`;
  if (type === "DATE") return `DATE '2013-07-01' + ${random(1, 31)}::INTEGER`;
  if (type === "TIMESTAMPTZ") return `to_timestamp(1372636800 + ${random(1, 31 * 86_400)})`;
  if (type === "VARCHAR") {
    const word = oneOf(
      words.map((text) => `'${text}'`),
      random(2, words.length),
    );
    const path = `CASE WHEN ${random(3, 50)} = 0 THEN ${word} ELSE 'page' END || ${random(4, 5000)}`;
    const host = `CASE WHEN ${random(5, 4)} > 0 THEN 0 ELSE ${random(6, 100)} END`;
    return `CASE WHEN ${random(7, 4)} = 0 THEN '' ELSE 'http://www.host' || ${host} || '.example/' || ${path} END`;
  }
  const number = `${random(8, type === "BIGINT" ? 100_000 : 40)}`;
  const chosen =
    constants.length === 0
      ? number
      : `CASE WHEN ${random(9, 2)} = 0 THEN ${oneOf(constants, random(10, constants.length))} ELSE ${number} END`;
  return `(${chosen})::${type}`;
}

function oneOf(values: readonly string[], at: string): string {
  return `[${values.join(", ")}][${at} + 1]`;
}
