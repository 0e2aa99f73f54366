import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { duckDbLakeWriter } from "../../flows/adapters/duckdb/duckdb-lake-writer.ts";
import type { FileColumn, LakeWriter } from "../../flows/ports/lake-writer.ts";
import { duckDbLakeQuery } from "../adapters/duckdb/duckdb-lake-query.ts";
import { ownGateParser } from "../adapters/memory/own-gate-parser.ts";
import type { LakeQuery } from "../ports/lake-query.ts";
import type { FileGroup, LakeRelation } from "./relation.ts";

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

const text = (name: string): FileColumn => ({ name, type: "VARCHAR", hashed: false });

/** A run's group of one file that holds these rows. */
async function group(
  path: string,
  sequence: number,
  rows: readonly Readonly<Record<string, string>>[],
  base?: FileGroup["base"],
): Promise<FileGroup> {
  const names = Object.keys(rows[0] ?? {});
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  const page = `${file}.json`;
  await writeFile(page, JSON.stringify(rows));
  await writer.writeParquet(
    [{ file: page, format: "json", rows: rows.length, bytes: 1 }],
    names.map(text),
    file,
  );
  const fields = names.map((name) => ({ name, label: name, type: "string", calculated: false }));
  const loadDate = /\/(\d{4})\/(\d\d)\/(\d\d)\//.exec(path)?.slice(1).join("") ?? "20260301";
  return { fields, files: [{ path: file, loadDate, sequence }], base };
}

const current = (groups: readonly FileGroup[], names: readonly string[] = []): LakeRelation => ({
  schema: "crm_current",
  name: "account",
  columns: ["id", "name", ...names, "load_date"].map((name) => ({ name, type: "VARCHAR" })),
  partitionColumn: "load_date",
  groups,
  latest: { key: "id", order: "id", deleted: undefined },
});

const rowsOf = async (relation: LakeRelation) =>
  (await lake.query("SELECT * FROM crm_current.account ORDER BY id", [relation], never)).rows;

const rowsIn = async (columns: string, relation: LakeRelation) =>
  (
    await lake.query(
      `SELECT ${columns}::VARCHAR FROM crm_current.account ORDER BY ALL`,
      [relation],
      never,
    )
  ).rows;

test("a later run wins though its files sort before: the flow has another prefix now", async () => {
  const old = await group("order/z/2026/03/01/r1/a.parquet", 1, [{ Id: "1", Name: "old" }]);
  const now = await group("order/a/2026/03/02/r2/a.parquet", 2, [{ Id: "1", Name: "new" }]);
  const back = await group("order/z/2026/03/03/r3/a.parquet", 3, [{ Id: "2", Name: "back" }]);
  expect(await rowsOf(current([old, now, back]))).toEqual([
    ["1", "new", "20260302"],
    ["2", "back", "20260303"],
  ]);
});

test("runs of different fields are ordered as runs, not as groups of fields", async () => {
  const first = await group("mixed/2026/03/01/r1/a.parquet", 1, [{ Id: "1", Name: "one" }]);
  const wide = await group("mixed/2026/03/01/r2/a.parquet", 2, [
    { Id: "1", Name: "2", Extra: "x" },
  ]);
  const third = await group("mixed/2026/03/01/r3/a.parquet", 3, [{ Id: "1", Name: "three" }]);
  const narrow = { ...first, files: [...first.files, ...third.files] };
  expect(await rowsOf(current([narrow, wide], ["extra"]))).toEqual([
    ["1", "three", null, "20260301"],
  ]);
});

test("runs are numbered within their load date, in their order and not that of paths or fields", async () => {
  const named = async (path: string, sequence: number, name: string, more = {}) =>
    group(path, sequence, [{ Id: "1", Name: name, ...more }]);
  const first = await named("runs/z/2026/03/01/r1/a.parquet", 4, "first");
  const again = await named("runs/a/2026/03/01/r2/a.parquet", 6, "again", { Extra: "x" });
  const third = await named("runs/a/2026/03/01/r3/a.parquet", 9, "third");
  const next = await named("runs/a/2026/03/02/r4/a.parquet", 7, "next");
  const { latest: _, ...versions } = current([again, third, next, first]);
  expect(
    await rowsIn("name, lakewright_run", { ...versions, runColumn: "lakewright_run" }),
  ).toEqual([
    ["again", "1"],
    ["first", "0"],
    ["next", "0"],
    ["third", "2"],
  ]);
  expect(
    await rowsIn("name, lakewright_run", { ...versions, groups: [], runColumn: "lakewright_run" }),
  ).toEqual([]);
});

test("an object's own field FileName changes neither the load date nor which run wins", async () => {
  const first = await group("named/2026/03/01/r1/a.parquet", 1, [
    { Id: "1", Name: "one", FileName: "z" },
  ]);
  const second = await group("named/2026/03/02/r2/a.parquet", 2, [
    { Id: "1", Name: "two", FileName: "a" },
  ]);
  expect(await rowsOf(current([first, second], ["filename"]))).toEqual([
    ["1", "two", "a", "20260302"],
  ]);
});

test.each(["🏥", "é", "[a]", "b*", "it's"])(
  "the load date is right in a folder called %s",
  async (name) => {
    const only = await group(`${name}/2026/03/02/r1/a.parquet`, 1, [{ Id: "1", Name: "one" }]);
    expect(await rowsOf(current([only]))).toEqual([["1", "one", "20260302"]]);
  },
);

test("a merged file keeps its load dates after the partition column was renamed", async () => {
  const merged = await group(
    "merged.parquet",
    1,
    [{ id: "1", name: "one", appflow_date_str: "20260301" }],
    "merged",
  );
  expect(await rowsOf(current([merged]))).toEqual([["1", "one", "20260301"]]);
});
