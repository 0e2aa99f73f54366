import { expect, test } from "vitest";
import { accountColumns, sampleAccess, sampleTable } from "../../../test/access/sample-access.ts";
import { accessMatrix } from "./access-matrix.ts";

test("the matrix has a row for every role but groups, every table and every column", () => {
  const roles = { zoe: { groups: ["gtm"] }, ann: {}, gtm: { kind: "group" as const } };
  const grants = [{ to: "gtm", resource: accountColumns("include", "id") }];
  const rows = accessMatrix(sampleAccess({ roles, grants }), [sampleTable()]);
  expect(rows.map(({ role, column, access }) => `${role} ${column} ${access}`)).toEqual([
    ...["ann id none", "ann name none", "ann phone none", "ann load_date none"],
    ...["zoe id full", "zoe name none", "zoe phone none", "zoe load_date full"],
  ]);
  const place = { role: "zoe", layer: "raw", database: "crm", table: "account" };
  const because = ["grant g1 to gtm"];
  expect(rows[4]).toEqual({ ...place, column: "id", access: "full", rows: "all", because });
  expect(rows[5]).toEqual({ ...place, column: "name", access: "none", rows: null, because: [] });
});

test("the matrix says where a table stands on its way to readers", () => {
  const layers = ["staging", "vault", "mart"] as const;
  const tables = [sampleTable(), ...layers.map((layer) => sampleTable({ layer }))];
  const rows = accessMatrix(sampleAccess({}), tables);
  expect([...new Set(rows.map(({ layer }) => layer))]).toEqual(["raw", ...layers]);
});
