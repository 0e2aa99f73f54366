import { expect, test } from "vitest";
import { anyFlow } from "../../../test/any-flow.ts";
import { loadedFields } from "./field-type.ts";

const field = (name: string, type = "string") => ({ name, label: name, type, calculated: false });
const account = {
  name: "Account",
  label: "Account",
  fields: [field("Id", "id"), field("Name"), field("Fax"), field("BillingAddress", "address")],
};

function loaded(settings: Parameters<typeof anyFlow>[0]) {
  return loadedFields(account, anyFlow(settings)).map(({ name }) => name);
}

test("a flow loads every plain field but the excluded ones, or those that it names", () => {
  expect(loaded({})).toEqual(["Id", "Name", "Fax"]);
  expect(loaded({ excludeFields: ["fax"] })).toEqual(["Id", "Name"]);
  expect(loaded({ fields: ["name", "ID"] })).toEqual(["Id", "Name"]);
});

test("a field that is named and missing is an error that says which line to change", () => {
  expect(() => loaded({ fields: ["Id", "Nmae"] })).toThrow(
    expect.objectContaining({
      code: "field_missing",
      message: 'Account has no field "Nmae" that this user may read',
      hint: expect.stringContaining("/platform/appflow.yaml:12: "),
    }),
  );
});

test("a compound field cannot be named: what it holds differs between the APIs", () => {
  expect(() => loaded({ fields: ["Id", "BillingAddress"] })).toThrow(
    "Account.BillingAddress is of type address, which is not loaded",
  );
});
