import { expect, test } from "vitest";
import { anyFlow } from "../../../test/any-flow.ts";
import { firstLoadSlices, sliceOf } from "./first-load-slice.ts";

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const cutFlow = anyFlow({
  name: "gtm-dev-crm-Account",
  firstLoadCuts: [day("2020-01-01"), day("2022-07-01"), day("2024-01-01")],
});

test("slices tile the time before the last cut without a gap or an overlap", () => {
  const slices = firstLoadSlices(cutFlow);
  expect(slices[0]?.from).toBeUndefined();
  for (const [index, slice] of slices.entries())
    if (index > 0) expect(slice.from).toEqual(slices[index - 1]?.to);
  expect(slices.at(-1)?.to).toEqual(day("2024-01-01"));
});

test("a slice is named after its flow and registered under the day of its upper cut", () => {
  expect(firstLoadSlices(cutFlow).map(({ name, partition }) => [name, partition])).toEqual([
    ["gtm-dev-crm-Account-first-1", "20200101"],
    ["gtm-dev-crm-Account-first-2", "20220701"],
    ["gtm-dev-crm-Account-first-3", "20240101"],
  ]);
});

test("a flow that is not cut has no slices", () => {
  expect(firstLoadSlices(anyFlow())).toEqual([]);
});

test("the name of a slice leads back to its flow", () => {
  const found = sliceOf([anyFlow({ name: "other" }), cutFlow], "gtm-dev-crm-Account-first-2");
  expect(found?.flow).toBe(cutFlow);
  expect(found?.slice.partition).toBe("20220701");
});

test.each([
  "gtm-dev-crm-Account",
  "gtm-dev-crm-Account-first-0",
  "gtm-dev-crm-Account-first-4",
  "gtm-dev-crm-Account-first-02",
  "gtm-dev-crm-Contact-first-1",
  "other-first-1",
])("%s is the name of no slice", (name) => {
  expect(sliceOf([anyFlow({ name: "other" }), cutFlow], name)).toBeUndefined();
});
