import { expect, test } from "vitest";
import { sampleAccess, tagged } from "../../../test/access/sample-access.ts";
import { anyFlow } from "../../../test/any-flow.ts";
import { registeredAccessTable } from "../../access/use-cases/access-tables.ts";
import { newTableInput, parameterNames } from "../../catalog/domain/registered-table.ts";
import type { EltSource } from "../domain/elt-input.ts";
import { lakeColumns } from "./lake-columns.ts";

const columns = [
  { name: "id", type: "string" },
  { name: "email", type: "string" },
  { name: "systemmodstamp", type: "timestamp" },
  { name: "isdeleted", type: "boolean" },
] as const;

const source: EltSource = {
  database: "crm",
  table: "account",
  columns,
  partitionColumn: "load_date",
  incremental: true,
  orderColumn: "systemmodstamp",
  deletedColumn: "isdeleted",
};

const flow = anyFlow({ sensitivity: "personal" });
const registered = {
  database: "crm",
  input: newTableInput(flow, "s3://b/", { columns: columns, described: [], typedBy: "files" }),
  version: "1",
};
const onColumn = (column: string, value: string) =>
  tagged(
    { kind: "columns", database: "crm", table: "account", columns: [column] },
    "sensitivity",
    value,
  );

function sensitivities(...assignments: ReturnType<typeof onColumn>[]) {
  const table = lakeColumns(
    sampleAccess({ assignments }),
    registeredAccessTable(flow, registered),
    source,
  );
  return Object.fromEntries([...table].map(([name, { sensitivity }]) => [name, sensitivity]));
}

test("columns carry their effective sensitivity; when a row changed tells nothing of a person", () => {
  expect(sensitivities(onColumn("id", "internal"))).toEqual({
    id: "internal",
    email: "personal",
    systemmodstamp: "internal",
    isdeleted: "internal",
    load_date: "internal",
  });
});

test("an assignment decides about a technical column too", () => {
  expect(sensitivities(onColumn("systemmodstamp", "personal")).systemmodstamp).toBe("personal");
});

test("without rules a column is what its flow says, and unclassified if it came later", () => {
  const [id, email, ...others] = registered.input.StorageDescriptor.Columns;
  if (!id || !email) throw new Error("the table has columns");
  const drifted = { ...email, Parameters: { [parameterNames.drifted]: "true" } };
  const descriptor = {
    ...registered.input.StorageDescriptor,
    Columns: [id, drifted, ...others],
  };
  const input = { ...registered.input, StorageDescriptor: descriptor };
  const open = anyFlow({ sensitivity: "none" });
  const table = lakeColumns(
    undefined,
    registeredAccessTable(open, { ...registered, input }),
    source,
  );
  expect(table.get("id")).toMatchObject({
    sensitivity: "internal",
    derivedFrom: ["crm.account.id"],
  });
  expect(table.get("email")?.sensitivity).toBe("unclassified");
});
