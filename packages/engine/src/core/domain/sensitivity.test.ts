import { expect, test } from "vitest";
import { isOpenSensitivity, isUnclassified } from "./sensitivity.ts";

test("what nobody has called open is not, least of all what is not known", () => {
  expect(["internal", "none", "public"].every(isOpenSensitivity)).toBe(true);
  for (const closed of ["unclassified", "personal", "Public", "", undefined])
    expect([closed, isOpenSensitivity(closed)]).toEqual([closed, false]);
  expect([isUnclassified("unclassified"), isUnclassified("none")]).toEqual([true, false]);
});
