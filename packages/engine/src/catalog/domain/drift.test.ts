import { expect, test } from "vitest";
import { fieldDrift } from "./drift.ts";

const field = (name: string, type = "string") => ({ name, label: name, type, calculated: false });

test("added, removed and retyped fields are told apart", () => {
  const before = [field("Id", "id"), field("Fax", "phone"), field("Score__c", "int")];
  const after = [field("Id", "id"), field("Segment__c", "picklist"), field("Score__c", "double")];
  expect(fieldDrift(before, after)).toEqual([
    { change: "added", field: "Segment__c", before: undefined, after: "picklist" },
    { change: "type_changed", field: "Score__c", before: "int", after: "double" },
    { change: "removed", field: "Fax", before: "phone", after: undefined },
  ]);
});

test("a type that is stored alike is no drift", () => {
  expect(fieldDrift([field("Kind", "string")], [field("kind", "picklist")])).toEqual([]);
});
