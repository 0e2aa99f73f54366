import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, expect, test } from "vitest";
import { duckDbRowReader } from "./duckdb-row-reader.ts";

let folder = "";
const pathOf = (name: string) => join(folder, `${name}.parquet`);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lakewright-row-reader-"));
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`COPY (SELECT i FROM range(1000) AS r(i)) TO '${pathOf("whole")}'`);
  const bytes = await readFile(pathOf("whole"));
  await writeFile(
    pathOf("broken"),
    bytes.map((byte, at) => (at > 3 && at < 60 ? byte ^ 0xff : byte)),
  );
});

test.each([
  ["whole", true],
  ["broken", false],
  ["gone meanwhile", true],
] as const)("the rows of a file that is %s: %s", async (name, canBeRead) => {
  expect(await duckDbRowReader(folder)(pathOf(name))).toBe(canBeRead);
});
