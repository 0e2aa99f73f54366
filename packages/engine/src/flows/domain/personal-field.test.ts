import { expect, test } from "vitest";
import { hashedFields, isPersonalField } from "./personal-field.ts";

const field = (name: string, type = "string") => ({ name, label: name, type, calculated: false });

test.each([
  ["Email", "email"],
  ["Work_Email__c", "string"],
  ["Phone", "phone"],
  ["FirstName", "string"],
  ["LastName", "string"],
  ["Name", "string"],
  ["MailingStreet", "textarea"],
  ["MailingCity", "string"],
  ["MailingPostalCode", "string"],
  ["Birthdate", "date"],
  ["Fax", "phone"],
  ["MobilePhone", "phone"],
  ["Secret__c", "encryptedstring"],
])("%s of type %s is personal", (name, type) => {
  expect(isPersonalField(field(name, type))).toBe(true);
});

test.each([
  ["Id", "id"],
  ["AccountId", "reference"],
  ["Industry", "picklist"],
  ["AnnualRevenue", "currency"],
  ["SystemModstamp", "datetime"],
  ["Product_Code__c", "string"],
])("%s of type %s is not", (name, type) => {
  expect(isPersonalField(field(name, type))).toBe(false);
});

const fields = [field("Id", "id"), field("Email", "email"), field("LastName")];
const personal = { sensitivity: "personal", clearFields: ["lastname"] } as const;

test("in a real org personal fields are hashed, but for those that the folder names", () => {
  expect([...hashedFields(personal, fields, true)]).toEqual(["Email"]);
});

test("a sandbox and an object without personal data keep their values", () => {
  expect(hashedFields(personal, fields, false).size).toBe(0);
  expect(hashedFields({ sensitivity: "none", clearFields: [] }, fields, true).size).toBe(0);
});
