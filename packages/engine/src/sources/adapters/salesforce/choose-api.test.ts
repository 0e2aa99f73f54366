import { expect, test } from "vitest";
import { PlatformError } from "../../../core/domain/platform-error.ts";
import { chooseApi, fallbackApi } from "./choose-api.ts";
import { SalesforceFailure } from "./salesforce-failure.ts";

test.each([
  ["auto", 0, "rest"],
  ["auto", 10_000, "rest"],
  ["auto", 10_001, "bulk"],
  ["auto", undefined, "bulk"],
  ["rest", 1_000_000, "rest"],
  ["bulk", 1, "bulk"],
])("a flow with api %s reads %s rows through %s", (preferred, expectedRows, api) => {
  expect(chooseApi(preferred, expectedRows)).toBe(api);
});

const wide = (count: number) => ({
  object: "Survey__c",
  fields: Array.from({ length: count }, (_, at) => `Clinical_Reference_Attribute_${at}__c`),
  window: undefined,
  includeDeleted: false,
});

test("more fields than an address carries go through Bulk, unless the flow insists", () => {
  expect(chooseApi("auto", 50, wide(300))).toBe("rest");
  expect(chooseApi("auto", 50, wide(500))).toBe("bulk");
  expect(chooseApi("rest", 50, wide(500))).toBe("rest");
});

test("more fields than a statement holds are refused", () => {
  expect(() => chooseApi("auto", 50, wide(3000))).toThrow("has too many fields for one query");
});

const failure = (serverCode: string, status = 400) =>
  new SalesforceFailure("source_refused", "no", "hint", { serverCode, status });
const refusal = new PlatformError("bulk_unsupported", "no bulk", "use rest");
const outage = new PlatformError("source_unreachable", "gone", "run again");

test.each([
  ["what Bulk refuses comes through REST", "auto", "bulk", refusal, "rest"],
  ["a flow that insists on Bulk fails", "bulk", "bulk", refusal, undefined],
  ["what REST refuses has no other way", "auto", "rest", refusal, undefined],
  [
    "what takes too long in REST comes through Bulk",
    "auto",
    "rest",
    failure("QUERY_TIMEOUT"),
    "bulk",
  ],
  ["what no address carries comes through Bulk", "auto", "rest", failure("", 431), "bulk"],
  ["a flow that insists on REST fails", "rest", "rest", failure("QUERY_TIMEOUT"), undefined],
  ["what neither reads has no other way", "auto", "rest", failure("INVALID_FIELD"), undefined],
  ["any other failure stands", "auto", "bulk", outage, undefined],
])("%s", (_case, preferredApi, api, error, expected) => {
  expect(fallbackApi({ preferredApi, api, error })).toBe(expected);
});
