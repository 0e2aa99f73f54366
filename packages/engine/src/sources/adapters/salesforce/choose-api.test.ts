import { expect, test } from "vitest";
import { PlatformError } from "../../../core/domain/platform-error.ts";
import { chooseApi, fallbackApi } from "./choose-api.ts";

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

const refusal = new PlatformError("bulk_unsupported", "no bulk", "use rest");
const outage = new PlatformError("source_unreachable", "gone", "run again");

test.each([
  ["what Bulk refuses comes through REST", "auto", "bulk", refusal, "rest"],
  ["a flow that insists on Bulk fails", "bulk", "bulk", refusal, undefined],
  ["what REST refuses has no other way", "auto", "rest", refusal, undefined],
  ["any other failure stands", "auto", "bulk", outage, undefined],
])("%s", (_case, preferredApi, api, error, expected) => {
  expect(fallbackApi({ preferredApi, api, error })).toBe(expected);
});
