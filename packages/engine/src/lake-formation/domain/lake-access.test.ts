import { expect, test } from "vitest";
import {
  account,
  type SampleAccess,
  sampleAccess,
  tagged,
} from "../../../test/access/sample-access.ts";
import { sampleManifest } from "../../../test/lake-formation/sample-manifest.ts";
import { compilePlatform } from "./compile-platform.ts";
import { declaredGrants } from "./declared-grants.ts";
import { permissionText } from "./lake-permission.ts";
import { lakePolicy } from "./lake-policy.ts";

const mart = { ...account, database: "mart_out", table: "totals" } as const;
const parts: SampleAccess = {
  roles: { analyst: { iamRole: "analyst" } },
  filters: {
    some: { database: "mart_out", table: "totals", rowsText: "n > 5" },
    accounts: { rowsText: "id = 'x'" },
  },
  assignments: [
    tagged({ kind: "database", database: "mart_out" }, "team", "gtm"),
    tagged(
      { kind: "columns", database: "mart_out", table: "totals", columns: ["n"] },
      "team",
      "hr",
    ),
  ],
  grants: [
    { resource: mart },
    { resource: { kind: "all_tables", database: "mart_out" } },
    { resource: { kind: "database", database: "mart_out" }, permissions: ["describe"] },
    { resource: { kind: "filter", filter: "some" } },
    { resource: { kind: "filter", filter: "accounts" } },
    { resource: { kind: "tags", level: "table", expression: { team: ["gtm"] } } },
  ],
};
const manifest = sampleManifest(sampleAccess(parts), "111122223333");

test("Lake Formation is asked for nothing about the warehouse, which Redshift governs", () => {
  const { permissions } = compilePlatform(lakePolicy(manifest));
  expect(permissions.map(permissionText).filter((text) => text.includes("mart_out"))).toEqual([]);
  expect(lakePolicy(manifest).index.byPrincipal.get("analyst")?.onTable.size).toBe(1);
});

test("a deployment's words about grants leave the warehouse out, and keep what tags open in the lake", () => {
  const { grants, tags, databases } = declaredGrants(manifest);
  expect(grants).toEqual({
    analyst: ["select on crm.account where id = 'x'", "select on tables tagged team=gtm"],
  });
  expect([tags, databases]).toEqual([[], ["crm"]]);
});
