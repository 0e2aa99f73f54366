import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { DuckDBConnection } from "@duckdb/node-api";
import { connectUtc, openDuckDb } from "../../../src/core/adapters/duckdb/duckdb-instance.ts";
import { openParser, type Parser } from "../../../src/query/adapters/gate/serialized-tree.ts";
import { warehouseName } from "../../../src/query/domain/relation.ts";
import type { GovernedRelation } from "../../../src/query/ports/governed-query.ts";
import { qualified } from "./qualified.ts";
import { type ClickBench, webHits } from "./web-hits.ts";

export type SetName = "tpch" | "tpcds" | "clickbench";

export interface PublishedSet {
  readonly statements: readonly string[];
  readonly relations: readonly GovernedRelation["relation"][];
  /** Statements before `source` can be read. */
  readonly attach: readonly string[];
  /** All rows of a relation, for an engine of the test. */
  source(name: string): string;
}

interface Sizes {
  readonly folder: string;
  /** Of TPC's tables: 1 is a gigabyte. */
  readonly scale: number;
  /** Rows of ClickBench's table. */
  readonly hits: number;
}

interface Printed extends Readonly<Record<"tpch" | "tpcds", readonly string[]>> {
  readonly clickbench: ClickBench;
}

const program = fileURLToPath(new URL("./published_sets.py", import.meta.url));

/** Takes the statements from their packages; TPC's tables are in a state of the warehouse, ClickBench's in a file of the lake. */
export async function publishedSets(
  python: string,
  { folder, scale, hits }: Sizes,
): Promise<Readonly<Record<SetName, PublishedSet>>> {
  const state = join(folder, "warehouse.duckdb");
  const { stdout } = await promisify(execFile)(python, [program, state, String(scale)], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const printed = JSON.parse(stdout) as Printed;
  const parser = await openParser();
  const instance = await openDuckDb(folder);
  const connection = await connectUtc(instance);
  try {
    await connection.run(attached(state));
    const tpc = async (schema: "tpch" | "tpcds"): Promise<PublishedSet> => {
      const relations = await tablesOf(connection, { schema, state });
      return {
        statements: await withSchema(parser, relations, printed[schema]),
        relations,
        attach: [attached(state)],
        source: (name) => `${warehouseName}.${schema}.${name}`,
      };
    };
    const file = join(folder, "hits", "2024", "05", "01", "e1", "part.parquet");
    await mkdir(dirname(file), { recursive: true });
    const relations = [await webHits(connection, printed.clickbench, { file, rows: hits })];
    return {
      tpch: await tpc("tpch"),
      tpcds: await tpc("tpcds"),
      clickbench: {
        statements: await withSchema(parser, relations, printed.clickbench.statements),
        relations,
        attach: [],
        source: () => `(SELECT *, '20240501' AS load_date FROM read_parquet('${file}'))`,
      },
    };
  } finally {
    parser.close();
    connection.closeSync();
    instance.closeSync();
  }
}

function attached(state: string): string {
  return `ATTACH '${state}' AS ${warehouseName} (READ_ONLY)`;
}

async function tablesOf(
  connection: DuckDBConnection,
  { schema, state }: { readonly schema: string; readonly state: string },
): Promise<PublishedSet["relations"]> {
  const rows = await connection.runAndReadAll(
    `SELECT table_name, list({name: column_name, type: data_type} ORDER BY column_index)
     FROM duckdb_columns() WHERE schema_name = '${schema}' GROUP BY 1 ORDER BY 1`,
  );
  return rows.getRowsJson().map(([name, columns]) => ({
    schema,
    name: String(name),
    columns: columns as unknown as { name: string; type: string }[],
    file: state,
  }));
}

function withSchema(
  parser: Parser,
  relations: PublishedSet["relations"],
  statements: readonly string[],
): Promise<readonly string[]> {
  const schema = relations[0]?.schema ?? "";
  const tables = new Set(relations.map(({ name }) => name));
  return Promise.all(statements.map((sql) => qualified(parser, sql, { schema, tables })));
}
