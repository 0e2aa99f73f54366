import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { connectUtc, openDuckDb } from "../../src/core/adapters/duckdb/duckdb-instance.ts";
import type { DuckDbType } from "../../src/core/domain/logical-type.ts";
import { keyedHashMask } from "../../src/query/adapters/gate/mask-sql.ts";
import { governedError } from "../../src/query/adapters/governed/governed-error.ts";
import type { LakeRelation, PublishedRelation } from "../../src/query/domain/relation.ts";
import type {
  GovernedQuery,
  GovernedRelation,
  RelationPolicy,
} from "../../src/query/ports/governed-query.ts";

import { bundledChild } from "./bundled-child.ts";
import { hashKey } from "./governed-lake.ts";
import { writeState } from "./published-state.ts";

/** A column with what visible rows hold, and hidden ones: few values, so that files keep them in dictionaries. */
interface CodedColumn {
  readonly name: string;
  readonly type: string;
  readonly visible: readonly string[];
  readonly hidden: readonly string[];
  /** Type that keeps its values in a file which cannot hold its own. */
  readonly inFile?: string;
}

/** Hidden texts fail in every function that reads a pattern, a number, a date, JSON or a format out of a text. */
const poison = ["'SECRET([{%d'", "'SECRET\\'", "'SECRET-1e999'"];

/** Types that a file of the lake holds. Hidden numbers are out of the bounds of what takes a count, a size or a part. */
const lakeColumns: readonly CodedColumn[] = [
  { name: "country", type: "VARCHAR", visible: ["'1'", "'2'", "'3'"], hidden: poison },
  { name: "flag", type: "BOOLEAN", visible: ["true"], hidden: ["false"] },
  { name: "whole", type: "INTEGER", visible: ["1", "2", "3"], hidden: ["-2147483648", "77777777"] },
  {
    name: "long",
    type: "BIGINT",
    visible: ["1", "2"],
    hidden: ["-9223372036854775808", "777777777777777"],
  },
  { name: "real", type: "DOUBLE", visible: ["0.25", "0.5"], hidden: ["-7777777.25", "1e308"] },
  {
    name: "born",
    type: "DATE",
    visible: ["'2024-01-01'", "'2024-01-02'"],
    hidden: ["'0077-07-07'", "'5000000-01-01'"],
  },
  {
    name: "stamp",
    type: "TIMESTAMPTZ",
    visible: ["'2024-01-01 10:00:00+00'", "'2024-01-01 11:00:00+00'"],
    hidden: ["'0077-07-07 00:00:00+00'", "'290000-01-01 00:00:00+00'"],
  },
];

/** Types that only a table of the warehouse can have, nested ones among them. */
const warehouseColumns: readonly CodedColumn[] = [
  { name: "money", type: "DECIMAL(18,2)", visible: ["1.25", "2.5"], hidden: ["-7777777777.77"] },
  {
    name: "huge",
    type: "HUGEINT",
    inFile: "VARCHAR",
    visible: ["1", "2"],
    hidden: ["-170141183460469231731687303715884105727"],
  },
  { name: "tiny", type: "UTINYINT", visible: ["1", "2"], hidden: ["77"] },
  { name: "single", type: "FLOAT", visible: ["0.25"], hidden: ["-77777.25"] },
  { name: "clock", type: "TIME", visible: ["'10:00:00'"], hidden: ["'07:07:07.777'"] },
  {
    name: "moment",
    type: "TIMESTAMP",
    visible: ["'2024-01-01 10:00:00'"],
    hidden: ["'0077-07-07 00:00:00'"],
  },
  {
    name: "second",
    type: "TIMESTAMP_S",
    inFile: "TIMESTAMP",
    visible: ["'2024-01-01 10:00:00'"],
    hidden: ["'0077-07-07 00:00:00'"],
  },
  {
    name: "span",
    type: "INTERVAL",
    inFile: "VARCHAR",
    visible: ["'1 day 3 microseconds'"],
    hidden: ["'77 years 7 days'"],
  },
  {
    name: "uid",
    type: "UUID",
    visible: ["'11111111-1111-1111-1111-111111111111'"],
    hidden: ["'77777777-7777-7777-7777-777777777777'"],
  },
  { name: "bytes", type: "BLOB", visible: ["'a'"], hidden: ["'SECRET\\xFF'"] },
  {
    name: "bits",
    type: "BIT",
    inFile: "VARCHAR",
    visible: ["'1010'"],
    hidden: ["'0111011101110111'"],
  },
  {
    name: "list",
    type: "VARCHAR[]",
    visible: ["['1', '2']", "[]"],
    hidden: ["['SECRET([{%d', NULL]"],
  },
  { name: "numbers", type: "INTEGER[]", visible: ["[1, 2]"], hidden: ["[-77777777, NULL]"] },
  {
    name: "vector",
    type: "FLOAT[2]",
    inFile: "FLOAT[]",
    visible: ["[1, 2]"],
    hidden: ["[-77777.25, 0]"],
  },
  {
    name: "parts",
    type: "STRUCT(a VARCHAR, b HUGEINT)",
    inFile: "STRUCT(a VARCHAR, b VARCHAR)",
    visible: ["{'a': '1', 'b': 1}"],
    hidden: ["{'a': 'SECRET([{%d', 'b': -7777}"],
  },
  {
    name: "pairs",
    type: "MAP(VARCHAR, INTEGER)",
    visible: ["MAP {'1': 1}"],
    hidden: ["MAP {'SECRET([{%d': -77777777}"],
  },
  {
    name: "kind",
    type: "ENUM('1', '2', 'SECRET-kind')",
    visible: ["'1'", "'2'"],
    hidden: ["'SECRET-kind'"],
  },
  { name: "doc", type: "JSON", visible: ["'{\"a\": 1}'"], hidden: ["'{\"SECRET\": [-77777777]}'"] },
];

/** Rows of three vectors each: all visible, all hidden, and both by turns. */
const rows = 3 * 2048;
const isHidden = "(i // 2048 = 1 OR (i // 2048 = 2 AND i % 2 = 1))";

function tableSql(columns: readonly CodedColumn[]): string {
  const list = columns.map(({ name, type, visible, hidden }) => {
    const pick = (values: readonly string[]) =>
      `CASE i // 3 % ${values.length} ${values.map((value, at) => `WHEN ${at} THEN ${value}`).join(" ")} END`;
    return `CAST(CASE WHEN ${isHidden} THEN ${pick(hidden)} ELSE ${pick(visible)} END AS ${type}) AS ${name}`;
  });
  // The cell rule leaves a whole vector of the visible rows, and hides the others' cells.
  return `SELECT i AS id, CASE WHEN ${isHidden} THEN 'US' ELSE 'EU' END AS region, ${list.join(", ")},
    CASE WHEN i < 2048 THEN '1' ELSE ${poison[0]} END AS salary, CASE WHEN i % 2 = 0 THEN '1' ELSE 'SECRET-mail' END AS email
    FROM range(${rows}) AS r(i)`;
}

/** `columns` = a file of which whole columns alone are hidden, so that the role's engine opens the file itself. */
export type CodedPlace = "lake" | "warehouse" | "columns";

export interface CodedLake extends Readonly<Record<CodedPlace, GovernedRelation>> {
  readonly folder: string;
  readonly childFile: string;
  readonly file: string;
  /** Columns that a role sees. */
  readonly columnsOf: Readonly<Record<CodedPlace, readonly { readonly name: string }[]>>;
  /**
   * What the role sees, as plain data in an engine of its own; made without any code of ours. Some functions answer otherwise over
   * dictionaries than over a table's vectors, as json_object and parse_path do: `inFile` has them.
   */
  sealed(place: CodedPlace, inFile?: boolean): Promise<DuckDBConnection>;
  remove(): Promise<void>;
}

const idColumn = { name: "id", type: "BIGINT" };
const visibleOnly = (column: CodedColumn): CodedColumn => ({ ...column, hidden: column.visible });
const masked = (columns: readonly CodedColumn[]) => [
  ...columns,
  { name: "salary" },
  { name: "email" },
];

const policyOf = (columns: readonly CodedColumn[]): RelationPolicy => ({
  columns: [
    { ...idColumn, access: "full" },
    ...columns.map(({ name, type }) => ({ name, type, access: "full" as const })),
    { name: "salary", type: "VARCHAR", access: "filtered", cells: "id < 2048" },
    { name: "email", type: "VARCHAR", access: "masked", mask: keyedHashMask("email", hashKey) },
  ],
  rows: "region = 'EU'",
});

/** One table, in a file of the lake and in a state of the warehouse, whose hidden values share dictionaries with visible ones. */
export async function codedLake(): Promise<CodedLake> {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-coded-"));
  const file = join(folder, "coded", "2024", "05", "01", "e1", "part.parquet");
  await mkdir(dirname(file), { recursive: true });
  const instance = await openDuckDb(folder);
  const writer = await connectUtc(instance);
  await writer.run(`COPY (${tableSql(lakeColumns)}) TO '${file}' (FORMAT parquet)`);
  const columnsFile = join(dirname(file), "columns.parquet");
  await writer.run(
    `COPY (${tableSql(lakeColumns.map(visibleOnly))}) TO '${columnsFile}' (FORMAT parquet)`,
  );
  writer.closeSync();
  instance.closeSync();
  const all = [...lakeColumns, ...warehouseColumns];
  const state = await writeState(join(folder, "state"), [
    "CREATE SCHEMA warehouse.sales",
    `CREATE TABLE warehouse.sales.coded AS ${tableSql(all)}`,
  ]);
  const published: PublishedRelation = {
    ...{ schema: "sales", name: "coded", file: state },
    columns: policyOf(all).columns.map(({ name, type }) => ({ name, type })),
  };
  const closing: (() => void)[] = [];
  return {
    folder,
    file,
    childFile: await bundledChild(folder),
    lake: { relation: lakeRelation(file), policy: policyOf(lakeColumns) },
    warehouse: { relation: published, policy: policyOf(all) },
    columns: {
      relation: lakeRelation(columnsFile),
      policy: {
        columns: [idColumn, ...lakeColumns].map(({ name, type }) => ({
          name,
          type,
          access: "full",
        })),
        rows: undefined,
      },
    },
    columnsOf: { lake: masked(lakeColumns), warehouse: masked(all), columns: lakeColumns },
    sealed: async (place, inFile = false) => {
      const columns = place === "warehouse" ? all : lakeColumns;
      const own = await openDuckDb(folder);
      const connection = await connectUtc(own);
      closing.push(
        () => connection.closeSync(),
        () => own.closeSync(),
      );
      await connection.run(`CREATE SCHEMA sales`);
      // An ENUM's type lists hidden values, so that a role sees text.
      const names = columns
        .map(({ name, type }) =>
          type.startsWith("ENUM") ? `CAST(${name} AS VARCHAR) AS ${name}` : name,
        )
        .join(", ");
      const ruled =
        place === "columns"
          ? ""
          : `, CASE WHEN id < 2048 THEN '1' END AS salary, sha256('${hashKey}' || email) AS email`;
      const where = place === "columns" ? "" : "WHERE region = 'EU'";
      await connection.run(
        `CREATE TABLE main.visible AS SELECT id, ${names}${ruled} FROM (${tableSql(columns.map(visibleOnly))}) ${where}`,
      );
      const from = inFile
        ? await copyInFile(connection, { columns, isRuled: ruled !== "", folder })
        : "main.visible";
      await connection.run(`CREATE VIEW sales.coded AS SELECT * FROM ${from}`);
      return connection;
    },
    remove: async () => {
      for (const close of closing) close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface CopiedColumns {
  readonly columns: readonly CodedColumn[];
  /** With the columns of a cell rule and a mask. */
  readonly isRuled: boolean;
  readonly folder: string;
}

/** Copies the visible rows into a file; answers what selects them there in their own types. */
async function copyInFile(
  connection: DuckDBConnection,
  { columns, isRuled, folder }: CopiedColumns,
): Promise<string> {
  const file = join(await mkdtemp(join(folder, "copy-")), "copy.parquet");
  const list = (typeOf: (column: CodedColumn) => string | undefined) =>
    [
      "id",
      ...columns.map((column) => {
        const type = typeOf(column);
        return type ? `CAST(${column.name} AS ${type}) AS ${column.name}` : column.name;
      }),
      ...(isRuled ? ["salary", "email"] : []),
    ].join(", ");
  await connection.run(
    `COPY (SELECT ${list(({ inFile }) => inFile)} FROM main.visible) TO '${file}' (FORMAT parquet)`,
  );
  return `(SELECT ${list(({ inFile, type }) => inFile && type)} FROM read_parquet('${file}'))`;
}

const fieldTypes: Readonly<Record<string, string>> = {
  BIGINT: "long",
  BOOLEAN: "boolean",
  INTEGER: "int",
  DOUBLE: "double",
  DATE: "date",
  TIMESTAMPTZ: "datetime",
};

function lakeRelation(file: string): LakeRelation {
  const columns = [
    ["id", "BIGINT"],
    ["region", "VARCHAR"],
    ...lakeColumns.map(({ name, type }) => [name, type] as const),
    ["salary", "VARCHAR"],
    ["email", "VARCHAR"],
  ] as (readonly [string, DuckDbType])[];
  const fields = columns.map(([name, type]) => ({
    ...{ name, label: name, type: fieldTypes[type] ?? "string", calculated: false },
  }));
  return {
    ...{ schema: "sales", name: "coded", partitionColumn: "load_date" },
    columns: [
      ...columns.map(([name, type]) => ({ name, type })),
      { name: "load_date", type: "VARCHAR" },
    ],
    groups: [
      { fields, files: [{ path: file, loadDate: "20240501", sequence: 1 }], base: undefined },
    ],
  };
}

/** Rows, or the words of the failure, as a role gets them. */
export async function roleAnswer(role: GovernedQuery, sql: string, relation: GovernedRelation) {
  try {
    return (await role.query(sql, [relation], new AbortController().signal)).rows;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The same from an engine that was asked directly. */
export async function plainAnswer(connection: DuckDBConnection, sql: string) {
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson();
  } catch (error) {
    return governedError((error as Error).message, []).message;
  }
}
