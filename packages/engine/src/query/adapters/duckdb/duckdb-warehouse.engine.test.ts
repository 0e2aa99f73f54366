import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { byteRangesOfFile } from "../../../../test/byte-ranges-of-file.ts";
import { storedColumns } from "../../../catalog/domain/parquet-footer.ts";
import { openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";
import type { FileColumn, LakeRelation, Warehouse } from "../../domain/relation.ts";
import { openRelations } from "./duckdb-query.ts";
import { duckDbWarehouse } from "./duckdb-warehouse.ts";

let folder: string;
let warehouse: Warehouse;
const never = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakewright-"));
  warehouse = await duckDbWarehouse("a secret key", folder);
});
afterAll(async () => {
  await warehouse.close();
  await rm(folder, { recursive: true });
});

const columns: readonly FileColumn[] = [
  { name: "Id", type: "VARCHAR", hashed: false },
  { name: "Name", type: "VARCHAR", hashed: false },
  { name: "IsDeleted", type: "BOOLEAN", hashed: false },
  { name: "Employees", type: "INTEGER", hashed: false },
  { name: "Revenue", type: "DOUBLE", hashed: false },
  { name: "Founded", type: "DATE", hashed: false },
  { name: "SystemModstamp", type: "TIMESTAMPTZ", hashed: false },
];

const csv = `"Id","Name","IsDeleted","Employees","Revenue","Founded","SystemModstamp"
"001","Smith, ""Bob""
& 東京 🏥","false","12","1.0E7","1999-12-31","2024-09-24T03:26:07.000Z"
"002","","true","","","",""
`;
const json = JSON.stringify([
  {
    attributes: { type: "Account", url: "/x" },
    Id: "001",
    Name: 'Smith, "Bob"\n& 東京 🏥',
    IsDeleted: false,
    Employees: 12,
    Revenue: 1.0e7,
    Founded: "1999-12-31",
    SystemModstamp: "2024-09-24T03:26:07.000+0000",
  },
  {
    attributes: { type: "Account", url: "/x" },
    Id: "002",
    Name: null,
    IsDeleted: true,
    Employees: null,
    Revenue: null,
    Founded: null,
    SystemModstamp: null,
  },
]);

async function written(name: string, text: string, format: "csv" | "json", cols = columns) {
  const file = join(folder, name);
  await writeFile(file, text);
  const page = { file, format, rows: 2, bytes: Buffer.byteLength(text) };
  return warehouse.writeParquet([page], cols, `${file}.parquet`);
}

const fields = columns.map(({ name, type }) => ({
  name,
  label: name,
  type: {
    VARCHAR: "string",
    BOOLEAN: "boolean",
    INTEGER: "int",
    BIGINT: "long",
    DOUBLE: "double",
    DATE: "date",
    TIMESTAMPTZ: "datetime",
  }[type],
  calculated: false,
}));

function relation(path: string): LakeRelation {
  return {
    schema: "crm_ext",
    name: "account",
    columns: columns.map(({ name, type }) => ({ name: name.toLowerCase(), type })),
    partitionColumn: "load_date",
    groups: [{ fields, files: [{ path, loadDate: "20260101", sequence: 1 }], base: undefined }],
  };
}

const all = "SELECT * FROM crm_ext.account ORDER BY id";

test("a Bulk page and a REST page of the same rows become identical values", async () => {
  const fromCsv = await written("page.csv", csv, "csv");
  const fromJson = await written("page.json", json, "json");
  const a = await warehouse.query(all, [relation(fromCsv.file)], never);
  const b = await warehouse.query(all, [relation(fromJson.file)], never);
  expect(a.rows).toEqual([
    ["001", 'Smith, "Bob"\n& 東京 🏥', false, 12, 1e7, "1999-12-31", "2024-09-24 03:26:07+00"],
    ["002", null, true, null, null, null, null],
  ]);
  expect(b.rows).toEqual(a.rows);
  expect([fromCsv.rows, fromJson.rows]).toEqual([2, 2]);
});

test("CRLF pages are read whole", async () => {
  const crlf = csv.replace(/"\n(?=")/g, '"\r\n').replace(/\n$/, "\r\n");
  const { rows } = await written("crlf.csv", crlf, "csv");
  expect(rows).toBe(2);
});

test("the footer gives the types that are registered", async () => {
  const { file } = await written("footer.csv", csv, "csv");
  const stored = await storedColumns(await byteRangesOfFile(file));
  expect(stored.map(({ type }) => type)).toEqual([
    "string",
    "string",
    "boolean",
    "int",
    "double",
    "date",
    "timestamp",
  ]);
});

test("hashed text keeps equality and nothing else; other hashed values are left out", async () => {
  const hashed = columns.map((column) =>
    ["Name", "Founded"].includes(column.name) ? { ...column, hashed: true } : column,
  );
  const { file } = await written("hashed.csv", csv, "csv", hashed);
  const { rows } = await warehouse.query(
    "SELECT name, founded FROM crm_ext.account ORDER BY id",
    [relation(file)],
    never,
  );
  expect(rows).toEqual([
    [expect.stringMatching(/^[0-9a-f]{64}$/), null],
    [null, null],
  ]);
  expect(JSON.stringify(rows)).not.toContain("Bob");
});

test("a value that does not fit its type is a bad page that names the column", async () => {
  await expect(written("bad.csv", csv.replace('"12"', '"twelve"'), "csv")).rejects.toMatchObject({
    code: "bad_page",
    message: expect.stringContaining("Employees"),
  });
});

test("a page that is cut inside a quoted value is a bad page", async () => {
  await expect(written("cut.csv", csv.slice(0, 110), "csv")).rejects.toMatchObject({
    code: "bad_page",
  });
});

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
  const uses = await warehouse.relationsOf(sql);
  const seen = uses.map(({ schema, name, predicates }) => [
    schema,
    name,
    predicates.map((p) => [p.column, p.from, p.to]),
  ]);
  expect(seen).toEqual(expected);
});

test("what does not fit into memory spills into the state folder, each engine's apart", async () => {
  const { file } = await written("spill.csv", csv, "csv");
  const sql = "SELECT current_setting('temp_directory')";
  const spills = [1, 2].map(() => warehouse.query(sql, [relation(file)], never));
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
  await expect(warehouse.relationsOf(sql)).rejects.toMatchObject({ code: "sql_refused" });
});

test.each([
  "SELECT * FROM read_text('/etc/hostname')",
  "SELECT * FROM '/etc/hostname'",
  "SELECT * FROM read_csv('/etc/passwd')",
  "SELECT * FROM glob('/*')",
])("%s cannot open files outside the tables it names", async (sql) => {
  const { file } = await written("guard.csv", csv, "csv");
  await expect(warehouse.query(sql, [relation(file)], never)).rejects.toThrow();
});
