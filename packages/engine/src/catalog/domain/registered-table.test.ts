import { expect, test } from "vitest";
import { anyFlow } from "../../../test/any-flow.ts";
import { extendTableInput, newPartitionInput, newTableInput } from "./registered-table.ts";

const flow = anyFlow({ sensitivity: "none" });
const columns = [
  { name: "Id", type: "string" },
  { name: "AnnualRevenue", type: "double" },
] as const;
const labels = [
  { name: "AnnualRevenue", label: "Annual\nRevenue", type: "currency", calculated: false },
];
const table = newTableInput(flow, "s3://b/f/", {
  columns: columns,
  described: labels,
  typedBy: "files",
});

test("a table input is what awswrangler writes for Parquet, with lower-case names and labels as comments", () => {
  expect(table.TableType).toBe("EXTERNAL_TABLE");
  expect(table.PartitionKeys).toEqual([{ Name: "load_date", Type: "string" }]);
  expect(table.StorageDescriptor.SerdeInfo.SerializationLibrary).toBe(
    "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
  );
  expect(table.StorageDescriptor.Columns.map(({ Name, Type }) => [Name, Type])).toEqual([
    ["id", "string"],
    ["annualrevenue", "double"],
  ]);
  expect(table.StorageDescriptor.Columns[1]?.Comment).toBe("Annual Revenue");
  expect(table.Parameters).toMatchObject({ classification: "parquet", typeOfData: "file" });
});

test("a new column goes to the end, drifted and unclassified whatever the table is", () => {
  const more = [...columns, { name: "Segment__c", type: "string" } as const];
  const { input } = extendTableInput(table, { columns: more, described: [], typedBy: "files" });
  expect(input.StorageDescriptor.Columns.at(-1)).toEqual({
    Name: "segment__c",
    Type: "string",
    Parameters: { sensitivity: "unclassified", "lakewright.drifted": "true" },
  });
});

test("a removed column stays", () => {
  const { input } = extendTableInput(table, {
    columns: [columns[0]],
    described: [],
    typedBy: "files",
  });
  expect(input).toEqual(table);
});

test("a changed type is a conflict and changes nothing", () => {
  const { input, conflicts } = extendTableInput(table, {
    columns: [{ name: "AnnualRevenue", type: "string" }],
    described: [],
    typedBy: "files",
  });
  expect(conflicts).toEqual([{ column: "annualrevenue", registered: "double", stored: "string" }]);
  expect(input).toEqual(table);
});

test("a table typed by describe takes the types of its first file, once", () => {
  const described = newTableInput(flow, "s3://b/f/", {
    columns: [{ name: "Score", type: "double" }],
    described: [],
    typedBy: "describe",
  });
  const { input, conflicts } = extendTableInput(described, {
    columns: [{ name: "Score", type: "int" }],
    described: [],
    typedBy: "files",
  });
  expect(conflicts).toEqual([]);
  expect(input.StorageDescriptor.Columns[0]?.Type).toBe("int");
  expect(input.Parameters["lakewright.typed_by"]).toBe("files");
});

test("parameters that somebody else wrote survive an update", () => {
  const foreign = { ...table, Parameters: { ...table.Parameters, owner: "crm-team" } };
  const { input } = extendTableInput(foreign, {
    columns: [{ name: "New", type: "int" }],
    described: [],
    typedBy: "files",
  });
  expect(input.Parameters.owner).toBe("crm-team");
});

test("a partition leaves its columns to the table and remembers its run", () => {
  const run = { executionId: "e1", startedAt: new Date("2026-01-02T03:04:05Z") };
  const partition = newPartitionInput("20260102", "s3://b/f/2026/01/02/", run);
  expect(partition.StorageDescriptor.Columns).toEqual([]);
  expect(partition.Parameters["lakewright.started_at"]).toBe("2026-01-02T03:04:05.000Z");
});

test("a formula column is marked: its value can change without moving the record's stamp", () => {
  const formula = { name: "AnnualRevenue", label: "Revenue", type: "currency", calculated: true };
  const input = newTableInput(flow, "s3://b/f/", {
    columns: columns,
    described: [formula],
    typedBy: "files",
  });
  expect(input.StorageDescriptor.Columns.map(({ Parameters }) => Parameters)).toEqual([
    { sensitivity: "none" },
    { sensitivity: "none", "lakewright.formula": "true" },
  ]);
});
