import { expect, test } from "vitest";
import { parseTableId, tableId } from "./table-id.ts";

test("a table's id holds its database and its name", () => {
  expect(tableId({ database: "crm", table: "account" })).toBe("crm.account");
  expect(parseTableId("crm.account")).toEqual({ database: "crm", table: "account" });
});

test("a part that is missing is empty", () => {
  expect(parseTableId("crm")).toEqual({ database: "crm", table: "" });
});
