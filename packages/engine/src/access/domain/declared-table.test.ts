import { expect, test } from "vitest";
import { accountColumns, sampleAccess, tagged } from "../../../test/access/sample-access.ts";
import { anyFlow } from "../../../test/any-flow.ts";
import { declaredTable, declaredWarehouseTable } from "./declared-table.ts";
import { tableAccess } from "./table-access.ts";

const flow = anyFlow({ database: "crm", table: "account", sensitivity: "none" });
const columnsOf = (...policies: Parameters<typeof sampleAccess>[0][]) =>
  declaredTable(flow, policies.map(sampleAccess)).columns.map(({ name }) => name);

test("a table that is not loaded has the columns that rules name, and * for the others", () => {
  const at = { file: "access.yaml", line: 1, column: 1 };
  const place = { database: "crm", table: "account" };
  const isNull = { kind: "is_null", column: "country", negated: true } as const;
  const resource = { ...place, kind: "columns", columns: ["phone"] } as const;
  const policy = {
    grants: [{ resource: accountColumns("include", "id", "name") }],
    filters: { one: { rows: isNull, columns: { kind: "exclude", names: ["fax"] } as const } },
    assignments: [tagged(resource, "sensitivity", "personal")],
    masks: [{ ...place, column: "email", roles: [], as: { kind: "hash" } as const, at }],
  };
  const names = ["country", "email", "fax", "id", "name", "phone", "*"];
  expect(columnsOf(policy)).toEqual(names);
  expect(columnsOf({}, policy)).toEqual(names);
  expect(columnsOf({})).toEqual(["*"]);
});

test("* is open where a grant opens columns that nobody named", () => {
  const seen = (columns: "all" | "include" | "exclude") => {
    const resource = columns === "all" ? undefined : accountColumns(columns, "name");
    const access = sampleAccess({ grants: [resource ? { resource } : {}] });
    return tableAccess(access, "analyst", declaredTable(flow, [access])).columns;
  };
  const other = { column: "*" };
  expect(seen("all")).toContainEqual(expect.objectContaining({ ...other, access: "full" }));
  expect(seen("exclude")).toContainEqual(expect.objectContaining({ ...other, access: "full" }));
  expect(seen("include")).toContainEqual(expect.objectContaining({ ...other, access: "none" }));
});

test("a mart that is not built has the columns of its contract, and what the vault has is unknown", () => {
  const access = sampleAccess({ grants: [{ resource: accountColumns("include", "name") }] });
  const declared = (layer: "vault" | "mart") =>
    declaredWarehouseTable(
      {
        ...{ database: "crm", table: "account", layer },
        columns: layer === "mart" ? [{ name: "n", type: "bigint", description: "" }] : undefined,
      },
      [access],
    );
  expect(declared("mart").columns).toEqual([{ name: "n", type: "bigint", drifted: false }]);
  expect(declared("vault").columns.map(({ name }) => name)).toEqual(["name", "*"]);
});

test("what is not built is unclassified, and so closed", () => {
  const access = sampleAccess({
    roles: { analyst: {}, boss: { kind: "steward" } },
    grants: [{}, { to: "boss" }],
  });
  const declared = {
    database: "crm",
    table: "account",
    layer: "vault",
    columns: undefined,
  } as const;
  const table = declaredWarehouseTable(declared, [access]);
  expect(tableAccess(access, "analyst", table).rows).toBeUndefined();
  expect(tableAccess(access, "boss", table).rows).toBe("all");
});
