import { expect, test } from "vitest";
import { databaseName, tableName } from "./database-and-table-name.ts";

test.each([
  ["roche-salesforce-connector-profile1", "roche_salesforce_connector_profile1"],
  ["Call_Activity__c", "call_activity__c"],
  ["A/B+C=D.E", "a_b_c_d_e"],
  ["1crm", "n_1crm"],
  ["Größe", "gr__e"],
])("%s becomes the identifier %s", (name, identifier) => {
  expect([databaseName(name), tableName(name)]).toEqual([identifier, identifier]);
});
