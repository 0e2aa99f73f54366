import { field, picklist, readOnly, reference } from "../field-spec.ts";
import { createdAt, idField, type ObjectSpec, stampField, touchedAt } from "../object-spec.ts";
import { joined, sometimes, sql } from "../value.ts";
import { placePart } from "./vocabulary.ts";

const levels = ["Read", "Edit", "All"];
const regions = ["EMEA", "North America", "Latin America", "APAC"];

/** Sales territories. As in Salesforce, they know no creation date and no recycle bin. */
export const territory: ObjectSpec = {
  name: "Territory2",
  label: "Territory",
  labelPlural: "Territories",
  keyPrefix: "0MI",
  rows: (accounts) => 20 + Math.min(2000, Math.floor(accounts / 500)),
  fields: [
    idField("Territory2"),
    field("Name", "string", {
      value: joined(placePart("city", "Name"), " ", sql(territoryNumber)),
      length: 80,
      nillable: false,
    }),
    field("DeveloperName", "string", {
      value: sql((dice) => `concat('Territory_', ${dice.row})`),
      length: 80,
      nillable: false,
    }),
    reference("ParentTerritory2Id", "Territory2", { value: sometimes(80, inFirstTen) }),
    field("Description", "string", {
      value: sometimes(50, joined("Covers ", placePart("state", "Name"))),
      length: 1000,
      edited: true,
    }),
    picklist("AccountAccessLevel", levels, { nillable: false, edited: true }),
    picklist("Region__c", regions),
    stampField("LastModifiedDate", createdAt("Territory2")),
    reference("LastModifiedById", "User", { nillable: false, ...readOnly }),
    stampField("SystemModstamp", touchedAt),
  ],
};

function territoryNumber({ row }: { readonly row: string }): string {
  return `(${row})::VARCHAR`;
}

function inFirstTen(dice: {
  below(count: number, key: string): string;
  idOf(object: string, number: string): string;
}): string {
  return dice.idOf("Territory2", dice.below(10, "parent"));
}
