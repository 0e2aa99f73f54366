import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";
import type { LakeRelation } from "../../domain/relation.ts";
import type { LakeQuery } from "../../ports/lake-query.ts";
import { ownGateParser } from "../memory/own-gate-parser.ts";
import { duckDbLakeQuery } from "./duckdb-lake-query.ts";
import { openRelations } from "./duckdb-query.ts";

let folder: string;
let lake: LakeQuery;
let account: LakeRelation;
const never = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakewright-"));
  lake = duckDbLakeQuery(folder, ownGateParser());
  account = await oneRow(join(folder, "account.parquet"));
});
afterAll(async () => {
  await lake.close();
  await rm(folder, { recursive: true });
});

/** A table of one file, written by DuckDB itself. */
async function oneRow(path: string): Promise<LakeRelation> {
  const instance = await openDuckDb(folder);
  const connection = await instance.connect();
  await connection.run(`COPY (SELECT '001' AS "Id") TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  const fields = [{ name: "Id", label: "Id", type: "string", calculated: false }];
  return {
    schema: "crm_ext",
    name: "account",
    columns: [{ name: "id", type: "VARCHAR" }],
    partitionColumn: "load_date",
    groups: [{ fields, files: [{ path, loadDate: "20260101", sequence: 1 }], base: undefined }],
  };
}

type StatementCase = [
  sql: string,
  uses: [
    schema: string,
    name: string,
    predicates: [column: string, from: string | undefined, to: string | undefined][],
  ][],
];

test.each<StatementCase>([
  ["SELECT * FROM a.t", [["a", "t", []]]],
  [
    "SELECT * FROM a.t x JOIN a.u ON true WHERE x.load_date = '20260101'",
    [
      ["a", "t", [["load_date", "20260101", "20260101"]]],
      ["a", "u", []],
    ],
  ],
  [
    "SELECT * FROM a.t WHERE load_date >= '1' AND '9' > load_date",
    [
      [
        "a",
        "t",
        [
          ["load_date", "1", undefined],
          ["load_date", undefined, "9"],
        ],
      ],
    ],
  ],
  [
    "SELECT * FROM a.t WHERE load_date BETWEEN '1' AND '2'",
    [["a", "t", [["load_date", "1", "2"]]]],
  ],
  ["SELECT * FROM a.t WHERE load_date IN ('3','1')", [["a", "t", [["load_date", "1", "3"]]]]],
  ["SELECT * FROM a.t WHERE load_date = '1' OR true", [["a", "t", []]]],
  ["SELECT * FROM a.t WHERE NOT load_date = '1'", [["a", "t", []]]],
  ["WITH c AS (SELECT * FROM a.t) SELECT * FROM c WHERE load_date = '1'", [["a", "t", []]]],
  [
    "SELECT (SELECT max(x) FROM a.t) FROM a.u WHERE load_date = '1'",
    [
      ["a", "u", [["load_date", "1", "1"]]],
      ["a", "t", []],
    ],
  ],
  ["SELECT 1 UNION ALL SELECT x FROM A.T", [["a", "t", []]]],
  // The tables of one FROM that a predicate does not bind: their rows decide about other tables' rows.
  ...["ANTI JOIN", "SEMI JOIN", "ASOF JOIN", "ASOF LEFT JOIN", "POSITIONAL JOIN"].map(
    (join): StatementCase => [
      `SELECT * FROM a.t ${join} a.u${join.startsWith("POS") ? "" : " USING (id)"} WHERE load_date = '1'`,
      [
        ["a", "t", join.startsWith("POS") ? [] : [["load_date", "1", "1"]]],
        ["a", "u", []],
      ],
    ],
  ),
  [
    "SELECT * FROM (a.s JOIN a.t USING (id)) ANTI JOIN a.u USING (id) WHERE s.load_date = '1'",
    [
      ["a", "s", [["load_date", "1", "1"]]],
      ["a", "t", []],
      ["a", "u", []],
    ],
  ],
  [
    "SELECT * FROM a.t JOIN b.t ON a.t.id = b.t.id WHERE a.t.load_date = '1'",
    [
      ["a", "t", [["load_date", "1", "1"]]],
      ["b", "t", []],
    ],
  ],
  ["SELECT * FROM a.t AS x(load_date) WHERE load_date = '1'", [["a", "t", []]]],
  ["SELECT * FROM a.t TABLESAMPLE 10 ROWS WHERE load_date = '1'", [["a", "t", []]]],
  ["SELECT * FROM a.t WHERE load_date = 20260301", [["a", "t", []]]],
  ["SELECT * FROM a.t WHERE load_date = DATE '2026-03-01'", [["a", "t", []]]],
  ["SELECT * FROM a.t WHERE load_date COLLATE NOCASE = '1'", [["a", "t", []]]],
  ["SELECT * FROM a.t WHERE load_date::INT = '1'", [["a", "t", []]]],
  ["SELECT * FROM a.t WHERE '1' IN (load_date, 'x')", [["a", "t", []]]],
  ["SELECT * FROM a.t WHERE load_date IN ('1', id)", [["a", "t", []]]],
  ["SELECT * FROM a.t WHERE load_date NOT IN ('1')", [["a", "t", []]]],
  ["SELECT * FROM a.t WHERE load_date IS NOT DISTINCT FROM '1'", [["a", "t", []]]],
  [
    "SELECT * FROM a.t LEFT JOIN a.u ON t.id = u.id WHERE u.load_date IS NULL",
    [
      ["a", "t", []],
      ["a", "u", []],
    ],
  ],
  [
    "SELECT * FROM a.t LEFT JOIN a.u ON t.id = u.id AND u.load_date = '1'",
    [
      ["a", "t", []],
      ["a", "u", []],
    ],
  ],
  [
    "SELECT * FROM a.t x, a.t y WHERE x.load_date = '1' AND y.load_date = '2'",
    [
      ["a", "t", [["load_date", "1", "1"]]],
      ["a", "t", [["load_date", "2", "2"]]],
    ],
  ],
])("%s names its tables and what binds them", async (sql, expected) => {
  const uses = await lake.relationsOf(sql);
  const seen = uses.map(({ schema, name, predicates }) => [
    schema,
    name,
    predicates.map((p) => [p.column, p.from, p.to]),
  ]);
  expect(seen).toEqual(expected);
});

test("what does not fit into memory spills into the state folder, each engine's apart", async () => {
  const sql = "SELECT current_setting('temp_directory')";
  const spills = [1, 2].map(() => lake.query(sql, [account], never));
  const [a, b] = (await Promise.all(spills)).map(({ rows }) => rows[0]?.[0]);
  expect([a, b]).toEqual(Array(2).fill(expect.stringContaining(join(folder, "engine-"))));
  expect(a).not.toBe(b);
});

test("a locked engine can spill", async () => {
  const instance = await openDuckDb(folder);
  const connection = await instance.connect();
  await connection.run("SET memory_limit = '30MB'");
  await openRelations(connection, []);
  const sorted = await connection.runAndReadAll(
    "SELECT count(*) FROM (SELECT md5(range::VARCHAR) AS x FROM range(1500000) ORDER BY x OFFSET 1)",
  );
  expect(sorted.getRows()).toEqual([[1499999n]]);
  connection.closeSync();
  instance.closeSync();
});

test.each([
  "DROP TABLE x",
  "COPY (SELECT 1) TO '/tmp/x'",
  "SELECT 1; SELECT 2",
  "PRAGMA database_list",
  "ATTACH '/tmp/x.db'",
  "SELEKT 1",
  "",
  `SELECT ${"/*".repeat(12_000)}${"*/".repeat(12_000)} 1`,
])("%j is refused: one SELECT is all there is", async (sql) => {
  await expect(lake.relationsOf(sql)).rejects.toMatchObject({ code: "sql_refused" });
});

test.each([
  "SELECT * FROM read_text('/etc/hostname')",
  "SELECT * FROM '/etc/hostname'",
  "SELECT * FROM read_csv('/etc/passwd')",
  "SELECT * FROM glob('/*')",
])("%s cannot open files outside the tables it names", async (sql) => {
  await expect(lake.query(sql, [account], never)).rejects.toThrow();
});
