import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pythonEnvironment, pythonOrSkip } from "../../../../../scripts/python-environment.mjs";
import { awsRequirements } from "../../../test/aws/moto-server.ts";
import { byteRangesOfFile } from "../../../test/byte-ranges-of-file.ts";
import { connectUtc, openDuckDb } from "../../core/adapters/duckdb/duckdb-instance.ts";
import { PlatformError } from "../../core/index.ts";
import { storedColumns } from "./parquet-footer.ts";

const run = promisify(execFile);
const samples = join(import.meta.dirname, "../../../test/catalog/parquet_samples.py");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "footer-"));
  await writeWithDuckDb();
  await pythonEnvironment(awsRequirements);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** By name of the file that DuckDB writes, an expression of the type to write. */
const duckDbValues: Readonly<Record<string, string>> = {
  boolean: "true",
  tinyint: "1::TINYINT",
  smallint: "1::SMALLINT",
  integer: "1::INTEGER",
  bigint: "1::BIGINT",
  utinyint: "1::UTINYINT",
  usmallint: "1::USMALLINT",
  uinteger: "1::UINTEGER",
  ubigint: "1::UBIGINT",
  hugeint: "1::HUGEINT",
  float: "1::FLOAT",
  double: "1::DOUBLE",
  "decimal-4-1": "1::DECIMAL(4,1)",
  "decimal-9-2": "1::DECIMAL(9,2)",
  "decimal-18-2": "1::DECIMAL(18,2)",
  "decimal-38-10": "1::DECIMAL(38,10)",
  varchar: "'x'",
  enum: "'x'::ENUM ('x', 'y')",
  bit: "'101'::BIT",
  json: "'{}'::JSON",
  blob: "'x'::BLOB",
  uuid: "'6f4ff3c2-3f4b-4f7f-9d43-9e1d7b1a4e10'::UUID",
  date: "DATE '2026-01-31'",
  time: "TIME '12:00:00'",
  timetz: "'12:00:00+01'::TIMETZ",
  timestamp: "TIMESTAMP '2026-01-31 12:00:00'",
  "timestamp-s": "'2026-01-31 12:00:00'::TIMESTAMP_S",
  "timestamp-ms": "'2026-01-31 12:00:00'::TIMESTAMP_MS",
  "timestamp-ns": "'2026-01-31 12:00:00'::TIMESTAMP_NS",
  timestamptz: "TIMESTAMPTZ '2026-01-31 12:00:00Z'",
  interval: "INTERVAL 1 DAY",
  list: "[1, 2]",
  array: "[1, 2]::INTEGER[2]",
  "list-of-lists": "[[1.5::FLOAT]]",
  "list-of-intervals": "[INTERVAL 1 DAY]",
  struct: "{ 'Product': 'x', 'price': 1::DECIMAL(9,2), 'days': [DATE '2026-01-31'] }",
  "list-of-structs": "[{ 'only': 1::DECIMAL(18,2) }]",
  map: "MAP { 'x': { 'at': TIMESTAMP '2026-01-31 12:00:00' } }",
  union: "union_value(number := 1)",
  variant: "1::VARIANT",
  geometry: "'POINT (0 0)'::GEOMETRY",
};

async function writeWithDuckDb(): Promise<void> {
  const instance = await openDuckDb(folder);
  const connection = await connectUtc(instance);
  for (const [name, value] of Object.entries(duckDbValues))
    await connection.run(
      `COPY (SELECT ${value} AS c) TO '${join(folder, `duckdb-${name}.parquet`)}' (FORMAT parquet)`,
    );
  connection.closeSync();
  instance.closeSync();
}

/** Hive type of the one column of a file; the message where it is refused. */
async function typeIn(file: string): Promise<string> {
  try {
    const columns = await storedColumns(await byteRangesOfFile(join(folder, file)));
    expect(columns.map(({ name }) => name)).toEqual(["c"]);
    return columns[0]?.type ?? "";
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    expect(error.code).toBe("type_not_supported");
    return error.message;
  }
}

const refused = (file: string, type: string, column = "c") =>
  `column "${column}" of ${join(folder, file)} is of type ${type}, for which Hive has none`;

/** Where awswrangler's answer is another one, with the reason that ours is right. `null`: it refuses the type. */
const differences = (): Readonly<Record<string, { theirs: string | null; ours: string }>> => {
  const differs = (file: string, theirs: string | null, ours: string) =>
    [`${file}.parquet`, { theirs, ours }] as const;
  const refuses = (file: string, theirs: string | null, type: string, column?: string) =>
    differs(file, theirs, refused(`${file}.parquet`, type, column));
  return Object.fromEntries([
    // Both refuse what Hive cannot hold; ours says which column of which file.
    refuses("duckdb-ubigint", null, "UINT_64"),
    refuses("pyarrow-uint64", null, "UINT_64"),
    refuses("pyarrow-float16", null, "FLOAT16"),
    refuses("pyarrow-null", null, "NULL"),
    ...["duckdb-time", "duckdb-timetz", "pyarrow-time32", "pyarrow-time64"].map((file) =>
      refuses(file, null, "TIME"),
    ),
    refuses("pyarrow-time64-nanos", null, "TIME"),
    refuses("pyarrow-list-of-times", null, "TIME", "c.list.element"),
    // It maps pyarrow's storage of these, so their bytes would be read as something that they are not.
    refuses("duckdb-uuid", "binary", "UUID"),
    refuses("pyarrow-uuid", "binary", "UUID"),
    refuses("duckdb-interval", "binary", "INTERVAL"),
    refuses("duckdb-list-of-intervals", "array<binary>", "INTERVAL", "c.list.element"),
    refuses("duckdb-variant", "struct<metadata:binary,value:binary,typed_value:int>", "VARIANT"),
    // Hive's decimals have 38 digits.
    refuses("pyarrow-decimal256-wide", "decimal(50,2)", "DECIMAL(50,2)"),
    // A struct whose first field has no name is no Hive type.
    refuses("duckdb-union", "struct<:smallint,number:int>", 'struct with a field ""'),
    // It refuses Arrow's types, not the file's: pyarrow restores them from metadata of its own, which Hive does not read.
    differs("pyarrow-duration", null, "bigint"),
    differs("pyarrow-fixed-list", null, "array<float>"),
    differs("pyarrow-large-binary", null, "binary"),
  ]);
};

test("every type that DuckDB and pyarrow write is registered as awswrangler registers it, but for listed differences", async (context) => {
  const python = await pythonOrSkip(awsRequirements, context);
  await run(python, [samples, "write", folder]);
  const { stdout } = await run(python, [samples, "types", folder]);
  const theirs: Readonly<Record<string, string | null>> = JSON.parse(stdout);
  const files = (await readdir(folder)).filter((name) => name.endsWith(".parquet"));
  expect(Object.keys(theirs).sort()).toEqual(files.map((file) => basename(file)).sort());
  const ours: Record<string, string> = {};
  for (const file of files) ours[file] = await typeIn(file);
  const differing = files.filter((file) => ours[file] !== theirs[file]);
  const found = differing.map((file) => [file, { theirs: theirs[file], ours: ours[file] }]);
  expect(Object.fromEntries(found)).toEqual(differences());
});

test("decimals, times and parts of nested columns are no numbers and no columns of their own", async () => {
  const file = (name: string) => `duckdb-${name}.parquet`;
  expect(await typeIn(file("decimal-9-2"))).toBe("decimal(9,2)");
  expect(await typeIn(file("decimal-18-2"))).toBe("decimal(18,2)");
  expect(await typeIn(file("decimal-38-10"))).toBe("decimal(38,10)");
  expect(await typeIn(file("struct"))).toBe(
    "struct<Product:string,price:decimal(9,2),days:array<date>>",
  );
  expect(await typeIn(file("time"))).toBe(refused(file("time"), "TIME"));
});
