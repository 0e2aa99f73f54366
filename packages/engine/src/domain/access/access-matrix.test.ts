import { expect, test } from "vitest";
import { accessMatrix } from "./access-matrix.ts";
import { accountColumns, sampleAccess, sampleTable } from "./sample-access.ts";

test("the matrix has a row for every role but groups, every table and every column", () => {
  const roles = { zoe: { groups: ["gtm"] }, ann: {}, gtm: { kind: "group" as const } };
  const grants = [{ to: "gtm", resource: accountColumns("include", "id") }];
  const rows = accessMatrix(sampleAccess({ roles, grants }), [sampleTable()]);
  expect(rows.map(({ role, column, access }) => `${role} ${column} ${access}`)).toEqual([
    ...["ann id none", "ann name none", "ann phone none", "ann load_date none"],
    ...["zoe id full", "zoe name none", "zoe phone none", "zoe load_date full"],
  ]);
  const place = { role: "zoe", database: "crm", table: "account" };
  const because = ["grant g1 to gtm"];
  expect(rows[4]).toEqual({ ...place, column: "id", access: "full", rows: "all", because });
  expect(rows[5]).toEqual({ ...place, column: "name", access: "none", rows: null, because: [] });
});
