import { expect, test } from "vitest";
import { assertExcludedExist } from "./assert-excluded-exist.ts";

const at = { file: "/platform/appflow.yaml", line: 9, column: 22 };
const field = (name: string, type = "string") => ({ name, label: name, type, calculated: false });
const fields = ["Id", "Phone", "MobilePhone", "Salary__c", "Code1__c", "Tax"].map((name) =>
  field(name),
);
const description = {
  name: "Contact",
  label: "Contact",
  fields: [...fields, field("MailingAddress", "address")],
};
const assertWith = (excludeFields: readonly string[], listed = true) =>
  assertExcludedExist(
    { excludeFields, ...(listed ? { excludeFieldsAt: at } : {}) },
    description,
    fields,
  );

test.each([
  ["Phnoe", "Phone"],
  ["mobile_phone", "MobilePhone"],
  ["Salery__c", "Salary__c"],
])("%s is refused: %s would be loaded", (excluded, near) => {
  expect(() => assertWith(["Id", excluded])).toThrow(
    expect.objectContaining({
      code: "field_missing",
      message: `Contact has no field "${excluded}" to leave out, and "${near}" would be loaded`,
      hint: expect.stringContaining(`/platform/appflow.yaml:9:22: write "${near}" if`),
    }),
  );
});

test.each(["phone", "MailingAddress", "Birthdate", "Code2__c"])("%s passes", (excluded) => {
  expect(() => assertWith([excluded])).not.toThrow();
});

test("a list of the class passes: other objects of the class may have the field", () => {
  expect(() => assertWith(["Fax"], false)).not.toThrow();
  expect(() => assertWith(["Fax"])).toThrow('"Tax" would be loaded');
});
