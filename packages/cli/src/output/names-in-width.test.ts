import { expect, test } from "vitest";
import { namesInWidth } from "./names-in-width.ts";

test.each([
  [["id", "name"], 20, "id, name"],
  [["a", "b", "c", "d", "e", "f"], 20, "a, b, c, d, e, f"],
  [["a", "b", "c", "d", "e", "f", "g"], 40, "a, b, c, d, e, f … (7)"],
  [["billingstreet", "billingcity", "billingstate"], 34, "billingstreet, billingcity … (3)"],
  [["billingstreet", "billingcity", "billingstate"], 30, "billingstreet … (3)"],
  [["billingstreet"], 5, "billingstreet"],
  [[], 5, ""],
])("of %j, %i columns wide, it shows %j", (names, width, shown) => {
  expect(namesInWidth(names, width)).toBe(shown);
});
