import { expect, test } from "vitest";
import { serverFailure } from "./server-failure.ts";

const hintOf = (status: number, errorCode = "", message = "no") => {
  const body = errorCode ? JSON.stringify([{ errorCode, message }]) : "";
  return serverFailure({ status, headers: {}, body }, "crm", (text) => text).hint;
};

test.each([
  "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId",
  "Implementation restriction. When querying the Vote object, you must filter using the following syntax: ParentId = [single ID]",
  "Where clauses should contain EntityDefinitionId = '…'",
])("an object that is listed only by a filter is no mistake of the query: %s", (message) => {
  expect(hintOf(400, "MALFORMED_QUERY", message)).toContain("only by a filter on one parent");
  expect(hintOf(400, "EXTERNAL_OBJECT_EXCEPTION", message)).toContain("leave the object out");
});

test.each([
  [400, "MALFORMED_QUERY", "mistake in the query"],
  [400, "INVALID_QUERY_LOCATOR", "closed the query between two pages"],
  [410, "", "no longer serves this version"],
  [400, "UNSUPPORTED_API_VERSION", "set api_version"],
  [404, "NOT_FOUND", "api_version and instance_url"],
  [431, "", "too long"],
  [414, "", "`api: bulk`"],
  [403, "INSUFFICIENT_ACCESS", "right to read the object"],
])("the hint for %i %s names what helps", (status, code, hint) => {
  expect(hintOf(status, code)).toContain(hint);
});

test("the hint for a refusal that is not known claims no cause", () => {
  expect(hintOf(400, "SOMETHING_NEW")).toBe(
    "the server says no more than this; its code is explained in Salesforce's API reference",
  );
});
