import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { byteRangesOfFile } from "../../../../test/byte-ranges-of-file.ts";
import { storedColumns } from "../../../catalog/domain/parquet-footer.ts";
import { duckDbLakeQuery } from "../../../query/adapters/duckdb/duckdb-lake-query.ts";
import { ownGateParser } from "../../../query/adapters/memory/own-gate-parser.ts";
import type { LakeRelation } from "../../../query/domain/relation.ts";
import type { LakeQuery } from "../../../query/ports/lake-query.ts";
import { fieldTypeOf } from "../../../sources/domain/field-type.ts";
import type { FileColumn, LakeWriter } from "../../ports/lake-writer.ts";
import { duckDbLakeWriter } from "./duckdb-lake-writer.ts";

let folder: string;
let writer: LakeWriter;
let lake: LakeQuery;
const never = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakewright-"));
  writer = await duckDbLakeWriter("a secret key", folder);
  lake = duckDbLakeQuery(folder, ownGateParser());
});
afterAll(async () => {
  await writer.close();
  await lake.close();
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
  return writer.writeParquet([page], cols, `${file}.parquet`);
}

const fields = columns.map(({ name, type }) => ({
  name,
  label: name,
  type: fieldTypeOf(type),
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
  const a = await lake.query(all, [relation(fromCsv.file)], never);
  const b = await lake.query(all, [relation(fromJson.file)], never);
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
  const { rows } = await lake.query(
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
