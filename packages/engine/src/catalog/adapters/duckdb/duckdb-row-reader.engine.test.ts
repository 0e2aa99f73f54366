import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connectUtc, openDuckDb } from "../../../core/adapters/duckdb/duckdb-instance.ts";
import { quoteText } from "../../../core/index.ts";
import { duckDbRowReader } from "./duckdb-row-reader.ts";

async function newFile() {
  const folder = await mkdtemp(join(tmpdir(), "lakewright-row-reader-"));
  const file = join(folder, "rows.parquet");
  const instance = await openDuckDb(folder);
  const connection = await connectUtc(instance);
  await connection.run(
    `COPY (SELECT range AS n, 'text ' || range AS t FROM range(1000)) TO ${quoteText(file)}`,
  );
  connection.closeSync();
  instance.closeSync();
  return { file, reader: duckDbRowReader(folder) };
}

test("rows that can be decoded are told from those that cannot, whatever their columns are called", async () => {
  const { file, reader } = await newFile();
  expect(await reader.canRead(file)).toBe(true);
  const bytes = await readFile(file);
  await writeFile(
    file,
    bytes.map((byte, at) => (at >= 4 && at < 60 ? byte ^ 0xff : byte)),
  );
  expect(await reader.canRead(file)).toBe(false);
  await writeFile(file, bytes);
  expect(await reader.canRead(file)).toBe(true);
});

test("a file that is gone meanwhile holds nothing that is damaged", async () => {
  const { file, reader } = await newFile();
  await rm(file);
  expect(await reader.canRead(file)).toBe(true);
});

test("reading ends when it is cancelled", async () => {
  const { file, reader } = await newFile();
  const cancelled = AbortSignal.abort();
  await expect(reader.canRead(file, cancelled)).rejects.toMatchObject({ code: "cancelled" });
});
