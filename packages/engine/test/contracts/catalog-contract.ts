import { beforeEach, describe, expect, type TestContext, test } from "vitest";
import type { PartitionInput, TableInput } from "../../src/catalog/domain/table-input.ts";
import type { Catalog } from "../../src/catalog/ports/catalog.ts";

/** Contract of every catalog. `make` gives an empty one, or skips the test. */
export function catalogContract(
  name: string,
  make: (context: TestContext) => Promise<Catalog>,
): void {
  describe(`${name} as a catalog`, () => {
    let catalog: Catalog;
    beforeEach(async (context) => {
      catalog = await make(context);
      await catalog.ensureDatabase("crm");
    });
    databaseTests(() => catalog);
    tableTests(() => catalog);
    describe("partitions", () => partitionTests(() => catalog));
    describe("partition updates", () => partitionUpdateTests(() => catalog));
  });
}

function databaseTests(catalog: () => Catalog): void {
  test("makes a database once and lists databases by name", async () => {
    await catalog().ensureDatabase("billing");
    await catalog().ensureDatabase("crm");
    expect(await catalog().databases()).toEqual(["billing", "crm"]);
  });
  test("has nothing where nothing was made", async () => {
    expect(await catalog().tables("nowhere")).toEqual([]);
    expect(await catalog().table("crm", "account")).toBeUndefined();
    expect(await catalog().partition("crm", "account", ["20260101"])).toBeUndefined();
    expect(await catalog().partitions("crm", "account")).toEqual([]);
  });
}

function tableTests(catalog: () => Catalog): void {
  test("gives a table back exactly as it was made, key order included", async () => {
    expect(await catalog().createTable("crm", tableInput("account"))).toBe("created");
    const table = await catalog().table("crm", "account");
    expect(table?.database).toBe("crm");
    expect(JSON.stringify(table?.input)).toBe(JSON.stringify(tableInput("account")));
  });
  test("leaves a table alone when it is made again", async () => {
    await catalog().createTable("crm", tableInput("account"));
    const before = await catalog().table("crm", "account");
    expect(await catalog().createTable("crm", tableInput("account", "later"))).toBe("exists");
    expect(await catalog().table("crm", "account")).toEqual(before);
  });
  test("refuses a table in a database that is not there, and does not make the database", async () => {
    await expect(catalog().createTable("nowhere", tableInput("account"))).rejects.toMatchObject({
      code: "unknown_name",
      message: expect.stringContaining('"nowhere"'),
    });
    expect(await catalog().databases()).toEqual(["crm"]);
  });
  test("lists the tables of one database by name", async () => {
    await catalog().ensureDatabase("crm2");
    await catalog().createTable("crm2", tableInput("other"));
    for (const table of ["contact", "account"])
      await catalog().createTable("crm", tableInput(table));
    const names = (await catalog().tables("crm")).map(({ input }) => input.Name);
    expect(names).toEqual(["account", "contact"]);
  });
  test("updates the version it was asked to update, and only that", async () => {
    await catalog().createTable("crm", tableInput("account"));
    const first = (await catalog().table("crm", "account"))?.version ?? "";
    expect(await catalog().updateTable("crm", tableInput("account", "b"), first)).toBe("updated");
    expect(await catalog().updateTable("crm", tableInput("account", "c"), first)).toBe("conflict");
    const second = await catalog().table("crm", "account");
    expect(second?.input.Description).toBe("b");
    expect(second?.version).not.toBe(first);
  });
  test("lets one of two simultaneous updates win", async () => {
    await catalog().createTable("crm", tableInput("account"));
    const version = (await catalog().table("crm", "account"))?.version ?? "";
    const update = (text: string) =>
      catalog().updateTable("crm", tableInput("account", text), version);
    const outcomes = await Promise.all([update("b"), update("c")]);
    expect([...outcomes].sort()).toEqual(["conflict", "updated"]);
  });
  test("refuses to update a table that is not there", async () => {
    await expect(catalog().updateTable("crm", tableInput("account"), "0")).rejects.toMatchObject({
      code: "unknown_name",
    });
  });
  test("is not changed by what callers do with its answers", async () => {
    const input = { ...tableInput("account"), Parameters: { a: "1" } };
    await catalog().createTable("crm", input);
    input.Parameters.a = "2";
    expect((await catalog().table("crm", "account"))?.input.Parameters).toEqual({ a: "1" });
  });
}

function partitionTests(catalog: () => Catalog): void {
  beforeEach(async () => {
    await catalog().createTable("crm", tableInput("account"));
  });
  test("gives a partition back exactly as it was made", async () => {
    expect(await catalog().createPartition("crm", "account", partition("20260102"))).toBe(
      "created",
    );
    const found = await catalog().partition("crm", "account", ["20260102"]);
    expect(JSON.stringify(found)).toBe(JSON.stringify(partition("20260102")));
    expect(await catalog().partition("crm", "account", ["20260103"])).toBeUndefined();
  });
  test("leaves a partition alone when a late or repeated event makes it again", async () => {
    await catalog().createPartition("crm", "account", partition("20260102", "one"));
    const again = partition("20260102", "two");
    expect(await catalog().createPartition("crm", "account", again)).toBe("exists");
    expect(await catalog().partition("crm", "account", ["20260102"])).toEqual(
      partition("20260102", "one"),
    );
  });
  test("makes a partition once when many ask at the same time", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () =>
        catalog().createPartition("crm", "account", partition("20260102")),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === "created")).toHaveLength(1);
  });
  test("lists partitions by first value within inclusive bounds, whatever order they came in", async () => {
    for (const day of ["20260103", "20251231", "20260101", "20260102"])
      await catalog().createPartition("crm", "account", partition(day));
    const days = async (range?: { from?: string; to?: string }) =>
      (await catalog().partitions("crm", "account", range)).map(({ Values }) => Values[0]);
    expect(await days()).toEqual(["20251231", "20260101", "20260102", "20260103"]);
    expect(await days({ from: "20260101" })).toEqual(["20260101", "20260102", "20260103"]);
    expect(await days({ to: "20260101" })).toEqual(["20251231", "20260101"]);
    expect(await days({ from: "20260101", to: "20260102" })).toEqual(["20260101", "20260102"]);
    expect(await days({ from: "2027" })).toEqual([]);
  });
  test("keeps equal values of two tables apart", async () => {
    await catalog().createTable("crm", tableInput("contact"));
    await catalog().createPartition("crm", "account", partition("20260102"));
    expect(await catalog().partition("crm", "contact", ["20260102"])).toBeUndefined();
  });
  test("refuses a partition of a table that is not there, or with another number of values", async () => {
    await expect(
      catalog().createPartition("crm", "nothing", partition("20260102")),
    ).rejects.toMatchObject({ code: "unknown_name" });
    const two = { ...partition("20260102"), Values: ["20260102", "x"] };
    await expect(catalog().createPartition("crm", "account", two)).rejects.toThrow("2 values");
  });
}

function partitionUpdateTests(catalog: () => Catalog): void {
  const one = partition("20260102", "one");
  const two = partition("20260102", "two");
  beforeEach(async () => {
    await catalog().createTable("crm", tableInput("account"));
    await catalog().createPartition("crm", "account", one);
  });
  test("replaces a partition that still is what the caller saw, in whatever key order", async () => {
    const reordered = Object.fromEntries(
      Object.entries(one).reverse(),
    ) as unknown as PartitionInput;
    expect(
      await catalog().updatePartition("crm", "account", { input: two, expected: reordered }),
    ).toBe("updated");
    expect(await catalog().partition("crm", "account", ["20260102"])).toEqual(two);
  });
  test("does not replace a partition that has changed, or is not there", async () => {
    const stranger = { ...one, Parameters: { changed: "yes" } };
    expect(
      await catalog().updatePartition("crm", "account", { input: two, expected: stranger }),
    ).toBe("conflict");
    expect(await catalog().partition("crm", "account", ["20260102"])).toEqual(one);
    const absent = partition("20260103");
    expect(
      await catalog().updatePartition("crm", "account", { input: absent, expected: absent }),
    ).toBe("conflict");
    expect(await catalog().partition("crm", "account", ["20260103"])).toBeUndefined();
  });
  test("lets one of two simultaneous replacements win", async () => {
    const three = partition("20260102", "three");
    const outcomes = await Promise.all(
      [two, three].map((next) =>
        catalog().updatePartition("crm", "account", { input: next, expected: one }),
      ),
    );
    expect([...outcomes].sort()).toEqual(["conflict", "updated"]);
  });
}

/** A table input such as the registrar makes. */
export function tableInput(name: string, description = "a"): TableInput {
  return {
    Name: name,
    Description: description,
    TableType: "EXTERNAL_TABLE",
    PartitionKeys: [{ Name: "load_date", Type: "string" }],
    Parameters: { classification: "parquet", typed_by: "file" },
    StorageDescriptor: descriptor(`s3://raw/${name}`),
  };
}

/** A partition of one day, such as the registrar makes. */
export function partition(day: string, folder = "one"): PartitionInput {
  return {
    Values: [day],
    StorageDescriptor: descriptor(`s3://raw/account/${folder}/${day}`),
    Parameters: { execution: `${folder}-${day}` },
  };
}

function descriptor(location: string): TableInput["StorageDescriptor"] {
  return {
    Columns: [
      { Name: "id", Type: "string", Comment: "Account ID" },
      { Name: "name", Type: "string", Parameters: { label: "Naïve “名前” 😀" } },
    ],
    Location: location,
    InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    Compressed: true,
    NumberOfBuckets: -1,
    SerdeInfo: {
      SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
      Parameters: { "serialization.format": "1" },
    },
    BucketColumns: [],
    SortColumns: [],
    StoredAsSubDirectories: false,
  };
}
