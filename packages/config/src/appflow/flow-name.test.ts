import { expect, test } from "vitest";
import { flowName } from "./flow-name.ts";

test.each([
  ["crm", "Account", "in", "gtm-dev-crm-Account"],
  ["crm", "Account", "out", "gtm-dev-crm-Account-out"],
  ["a/b+c=d", "Acc!@#._x", "in", "gtm-dev-a-b-c-d-Acc!@#._x"],
  ["crm", "Größe/1", "in", "gtm-dev-crm-Gr--e-1"],
] as const)("%s and %s (%s) make the flow name %s", (profile, object, direction, name) => {
  const parts = { platform: "gtm", environment: "dev", profile, object, direction };
  expect(flowName(parts)).toBe(name);
});
