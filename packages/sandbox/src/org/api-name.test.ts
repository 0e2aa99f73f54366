import { expect, test } from "vitest";
import { apiNames } from "./api-name.ts";

test("what is not a letter or digit becomes a single underscore", () => {
  expect(apiNames(["Beak Length (mm)", "_comment", "a--b"])).toEqual([
    "Beak_Length_mm__c",
    "comment__c",
    "a_b__c",
  ]);
});

test("a name that does not start with a letter gets one", () => {
  expect(apiNames(["1962", "", "数据"])).toEqual(["X_1962__c", "X__c", "X_2__c"]);
});

test("accents are dropped", () => {
  expect(apiNames(["Größe", "année"])).toEqual(["Gro_e__c", "annee__c"]);
});

test("names that differ only in case, or only after 40 characters, are told apart", () => {
  const long = "x".repeat(60);
  const names = apiNames(["Id", "ID", long, `${long}y`]);
  expect(names).toEqual(["Id__c", "ID_2__c", `${"x".repeat(40)}__c`, `${"x".repeat(38)}_2__c`]);
});
