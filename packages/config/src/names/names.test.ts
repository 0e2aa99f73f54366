import { expect, test } from "vitest";
import { flowName } from "../appflow/flow-name.ts";
import { identifierOf } from "./identifier.ts";

test.each([
  ["roche-salesforce-connector-profile1", "roche_salesforce_connector_profile1"],
  ["Call_Activity__c", "call_activity__c"],
  ["A/B+C=D.E", "a_b_c_d_e"],
  ["1crm", "n_1crm"],
  ["Größe", "gr__e"],
])("%s becomes the identifier %s", (name, identifier) => {
  expect(identifierOf(name)).toBe(identifier);
});

test.each([
  ["crm", "Account", "in", "gtm-dev-crm-Account"],
  ["crm", "Account", "out", "gtm-dev-crm-Account-out"],
  ["a/b+c=d", "Acc!@#._x", "in", "gtm-dev-a-b-c-d-Acc!@#._x"],
  ["crm", "Größe/1", "in", "gtm-dev-crm-Gr--e-1"],
] as const)("%s and %s (%s) make the flow name %s", (profile, object, direction, name) => {
  const parts = { platform: "gtm", environment: "dev", profile, object, direction };
  expect(flowName(parts)).toBe(name);
});
