import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectUtc, openDuckDb } from "../../src/core/adapters/duckdb/duckdb-instance.ts";
import { governedQuery } from "../../src/query/adapters/governed/governed-query.ts";
import { governed } from "./benchmarks/role-copy.ts";
import { webHits } from "./benchmarks/web-hits.ts";
import { bundledChild } from "./bundled-child.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakewright-wide-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// Ten million rows of 36 columns in small: what is written of them must not grow with their number.
test("all columns of a wide table are filled within the memory of a small engine", async () => {
  const file = join(folder, "hits", "2024", "05", "01", "e1", "part.parquet");
  await mkdir(dirname(file), { recursive: true });
  const instance = await openDuckDb(folder);
  const connection = await connectUtc(instance);
  const columns = Array.from({ length: 36 }, (_, i) => ({
    name: `c${i}`,
    type: i % 3 === 0 ? "BIGINT" : "TEXT",
  }));
  const statements = ["SELECT 1 WHERE c1 LIKE '%word%'"];
  const relation = await webHits(connection, { statements, columns }, { file, rows: 800_000 });
  connection.closeSync();
  instance.closeSync();
  const role = await governedQuery({
    ...{ hashKey: "a key", childFile: await bundledChild(folder), spillFolder: folder },
    ...{ memoryMiB: 160, tempMiB: 64 },
  });
  try {
    const relations = [governed(relation, { rows: "c0 % 100 <> 7" })];
    const sql = "SELECT max(COLUMNS(*)) FROM clickbench.hits";
    const { columns: answered } = await role.query(sql, relations, new AbortController().signal);
    expect(answered).toHaveLength(37);
  } finally {
    await role.close();
  }
});
