import { expect, test } from "vitest";
import { policyName } from "./policy-name.ts";
import type { WarehouseRelation } from "./warehouse-relation.ts";

test("policies differ by name where their kind, table, role or definition differs", () => {
  const relation = { schema: "mart", name: "totals" } as WarehouseRelation;
  const policy = { kind: "mask", relation, role: "analyst", definition: "NULL" } as const;
  const others = [
    { ...policy, kind: "rows" as const },
    { ...policy, relation: { ...relation, schema: "other" } },
    { ...policy, relation: { ...relation, name: "other" } },
    { ...policy, role: "other" },
    { ...policy, definition: "other" },
  ];
  expect(policyName(policy)).toBe(policyName({ ...policy }));
  expect(new Set([policy, ...others].map(policyName)).size).toBe(6);
});
