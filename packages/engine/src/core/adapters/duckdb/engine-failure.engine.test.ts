import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, expect, test } from "vitest";
import { isOfMachine, mayBeOfFile } from "./engine-failure.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakewright-engine-failure-"));
  await said(
    `COPY (SELECT i, repeat(i::VARCHAR, 50) AS t FROM range(200000) AS r(i)) TO '${folder}/rows.parquet'`,
  );
  const bytes = await readFile(join(folder, "rows.parquet"));
  await writeFile(
    join(folder, "broken.parquet"),
    bytes.map((byte, at) => (at > 3 && at < 60 ? byte ^ 0xff : byte)),
  );
});

async function said(...statements: readonly string[]): Promise<string> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  try {
    for (const statement of statements) await connection.run(statement);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

const rowsOf = (name: string) => `SELECT list(r) FROM read_parquet('${folder}/${name}') AS r`;

test("an engine without memory, disk or the file itself says nothing about what the file holds", async () => {
  const noMemory = await said("SET memory_limit = '2MB'", rowsOf("rows.parquet"));
  const noDisk = await said(
    "SET memory_limit = '60MB'",
    `SET temp_directory = '${folder}/spill'`,
    "SET max_temp_directory_size = '1MB'",
    `SELECT * FROM read_parquet('${folder}/rows.parquet') ORDER BY t DESC, i`,
  );
  const noFile = await said(rowsOf("absent.parquet"));
  for (const words of [noMemory, noDisk, noFile])
    expect([words, isOfMachine(words), mayBeOfFile(words)]).toEqual([
      expect.stringMatching(/./),
      true,
      false,
    ]);
});

test("rows that cannot be decoded are the file's", async () => {
  const words = await said(rowsOf("broken.parquet"));
  expect([words, isOfMachine(words), mayBeOfFile(words)]).toEqual([
    expect.stringMatching(/./),
    false,
    true,
  ]);
});

test.each(["SELECT a", "SELECT FROM", "SELECT 'x'::INTEGER", "FROM nowhere"])(
  "the failure of %s is its own, and no file's",
  async (statement) => {
    const words = await said(statement);
    expect([words, mayBeOfFile(words)]).toEqual([expect.stringMatching(/Error/), false]);
  },
);
