import { expect, test } from "vitest";
import {
  converted,
  fileOf,
  footer,
  logical,
  parquetFile,
  physical,
  type RawElement,
  withFooter,
} from "../../../test/catalog/parquet-footer-bytes.ts";
import { PlatformError } from "../../core/index.ts";
import { storedColumns } from "./parquet-footer.ts";

const uri = "s3://raw/f.parquet";

/** Columns as `name type`; of what is refused, `code: message`. */
async function columnsOf(elements: readonly RawElement[], rootChildren?: number) {
  return outcomeOf(parquetFile(uri, elements, rootChildren));
}

async function outcomeOf(file: Parameters<typeof storedColumns>[0]) {
  try {
    return (await storedColumns(file)).map(({ name, type }) => `${name} ${type}`);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

const refused = (column: string, found: string) =>
  `type_not_supported: column "${column}" of ${uri} is of type ${found}, for which Hive has none`;

const int: RawElement = { name: "a", physical: physical.int32 };
const nested = (name: string, children: number, more: RawElement = {}) => ({
  ...{ name, children },
  ...more,
});
const repeated = { repetition: 2 };

test("an annotation on values that it cannot describe is refused, not believed", async () => {
  const text = { converted: converted.utf8 };
  expect(await columnsOf([{ ...int, ...text }])).toBe(refused("a", "UTF8 in INT32"));
  const cases: readonly [RawElement, string][] = [
    [{ ...int, logical: logical.string }, "STRING in INT32"],
    [{ ...int, physical: physical.int64, logical: logical.date }, "DATE in INT64"],
    [{ ...int, logical: logical.timestamp }, "TIMESTAMP in INT32"],
    [{ ...int, physical: physical.bytes, converted: converted.int8 }, "INT_8 in BYTE_ARRAY"],
    [{ ...int, converted: converted.millis }, "TIMESTAMP_MILLIS in INT32"],
    [
      { ...int, physical: physical.double, converted: converted.decimal, precision: 4 },
      "DECIMAL(4,0) in DOUBLE",
    ],
  ];
  for (const [element, found] of cases)
    expect(await columnsOf([element])).toBe(refused("a", found));
});

test("decimals that Hive cannot hold are refused, whichever annotation says so", async () => {
  const decimal = (precision: number, scale: number): RawElement => ({
    ...{ name: "a", physical: physical.bytes, converted: converted.decimal },
    ...{ precision, scale },
  });
  expect(await columnsOf([decimal(38, 38)])).toEqual(["a decimal(38,38)"]);
  for (const [precision, scale] of [
    [39, 2],
    [9, 10],
    [9, -2],
    [0, 0],
    [-1, 0],
  ] as const) {
    const found = refused("a", `DECIMAL(${precision},${scale})`);
    expect(await columnsOf([decimal(precision, scale)])).toBe(found);
    const newer = { logicalPrecision: precision, logicalScale: scale };
    const element = { ...decimal(5, 1), logical: logical.decimal, ...newer };
    expect(await columnsOf([element])).toBe(found);
  }
});

test("lists and maps without their repeated level are refused", async () => {
  const list = nested("l", 1, { converted: converted.list });
  expect(await columnsOf([list, int], 1)).toBe(refused("l", "LIST without a repeated level"));
  const map = nested("m", 1, { logical: logical.map });
  const entries = [{ ...int, name: "key" }, int];
  expect(await columnsOf([map, nested("entries", 2), ...entries], 1)).toBe(
    refused("m", "MAP without a repeated level"),
  );
  const known = [map, nested("entries", 2, repeated), ...entries];
  expect(await columnsOf(known, 1)).toEqual(["m map<int,int>"]);
});

test("a map whose key is not a single value is refused: Hive takes none but these", async () => {
  const map = nested("m", 1, { converted: converted.map });
  const struct = [nested("key", 1), int];
  expect(await columnsOf([map, nested("entries", 2, repeated), ...struct, int], 1)).toBe(
    refused("m.entries.key", "MAP with a key of type struct<a:int>"),
  );
  const listed = { ...int, name: "key", ...repeated };
  expect(await columnsOf([map, nested("entries", 2, repeated), listed, int], 1)).toBe(
    refused("m.entries.key", "MAP with a key of type array<int>"),
  );
});

test("repeated fields are arrays, on the root too, and lists of lists keep both levels", async () => {
  expect(await columnsOf([{ ...int, ...repeated }])).toEqual(["a array<int>"]);
  expect(await columnsOf([nested("s", 1, repeated), int], 1)).toEqual(["s array<struct<a:int>>"]);
  const list = (name: string, more: RawElement = {}) => [
    nested(name, 1, { converted: converted.list, ...more }),
    nested("list", 1, repeated),
  ];
  expect(await columnsOf([...list("l"), ...list("element"), int], 1)).toEqual([
    "l array<array<int>>",
  ]);
});

test("groups without fields are refused", async () => {
  for (const more of [{}, { converted: converted.list }, { logical: logical.map }])
    expect(await columnsOf([nested("g", 0, more)])).toContain('column "g"');
});

test("a field's name that would change the type around it is refused", async () => {
  for (const name of ["x,y", "x:int", "x>", "<x", "", "x\ny", "x;y", "`x`", "x-y"])
    expect(await columnsOf([nested("s", 1), { ...int, name }], 1)).toBe(
      refused("s", `struct with a field ${JSON.stringify(name)}`),
    );
  expect(await columnsOf([nested("s", 1), { ...int, name: "Größe von.x_1" }], 1)).toEqual([
    "s struct<Größe von.x_1:int>",
  ]);
});

test("names that differ in case alone are one name to Hive, and refused", async () => {
  const same = `type_not_supported: ${uri} has two columns`;
  expect(await columnsOf([int, { ...int, name: "A" }])).toBe(
    `${same} "a" and "A", which are one to Hive`,
  );
  expect(await columnsOf([int, int])).toBe(`${same} "a" and "a", which are one to Hive`);
  expect(await columnsOf([nested("s", 2), int, { ...int, name: "A" }], 1)).toBe(
    refused("s", 'struct with a field "A" twice'),
  );
});

test("a column is refused whose name a table cannot hold", async () => {
  const { name: _, ...nameless } = int;
  expect(await columnsOf([nameless])).toContain("state_corrupt");
  for (const name of ["", "x,y", "x\ny"])
    expect(await columnsOf([{ ...int, name }])).toBe(
      `type_not_supported: column ${JSON.stringify(name)} of ${uri} has a name that Hive cannot hold`,
    );
  expect(await columnsOf([{ ...int, name: "x.y:<z>" }])).toEqual(["x.y:<z> int"]);
});

test("a storage that fails is not a file that is corrupt", async () => {
  const offline = new Error("offline");
  const file = { uri, bytes: 100, read: () => Promise.reject(offline) };
  await expect(storedColumns(file)).rejects.toBe(offline);
});

test("what is no Parquet file, or one that was cut off, is told with its name", async () => {
  const whole = withFooter(footer([{ name: "schema", children: 1 }, int]));
  const corrupt = `state_corrupt: ${uri} cannot be read as a Parquet file`;
  const cuts = [0, 3, 8, 11, whole.length - 1, whole.length - 9].map((end) => whole.slice(0, end));
  const shortened = withFooter(footer([{ name: "schema", children: 1 }, int]).slice(0, 12));
  const random = withFooter(Array.from({ length: 40 }, (_, i) => (i * 89) % 256));
  for (const content of [...cuts, shortened, random, withFooter([0])])
    expect(await outcomeOf(fileOf(uri, content))).toContain(corrupt);
});

test("a schema that promises more fields than it has is corrupt", async () => {
  expect(await columnsOf([int], 3)).toContain("state_corrupt");
  expect(await columnsOf([nested("s", 7), int], 1)).toContain("state_corrupt");
  expect(await outcomeOf(fileOf(uri, withFooter(footer([]))))).toContain("state_corrupt");
});

test("a schema is wide as it likes, and deep within reason", async () => {
  const wide = Array.from({ length: 20_000 }, (_, i) => ({ ...int, name: `c${i}` }));
  expect(await columnsOf(wide)).toHaveLength(20_000);
  const deep = (levels: number) => [
    ...Array.from({ length: levels }, (_, i) => nested(`g${i}`, 1)),
    int,
  ];
  expect(await columnsOf(deep(90), 1)).toHaveLength(1);
  for (const levels of [1000, 50_000])
    expect(await columnsOf(deep(levels), 1)).toContain(
      '"g100" is nested more than 100 levels deep',
    );
  const long = [nested("s", 20_000), ...wide];
  expect(await columnsOf(long, 1)).toBe(refused("s", "struct<c0:int,c1:int… of 208897 characters"));
});
