import { field, picklist, reference } from "../field-spec.ts";
import { auditFields, idField, type ObjectSpec, ownerField } from "../object-spec.ts";
import { autoNumber, dateBefore, sometimes } from "../value.ts";
import { channels } from "./vocabulary.ts";

const statuses = ["Opt-in", "Opt-out", "Pending", "Expired"];
const sources = ["Web form", "Paper", "Call centre", "Import"];

/** Consent of a health care professional, by channel. */
export const consent: ObjectSpec = {
  name: "Consent__c",
  label: "Consent",
  labelPlural: "Consents",
  keyPrefix: "a01",
  rows: (accounts) => Math.floor(accounts * 1.5),
  fields: [
    idField("Consent__c"),
    ownerField(),
    field("Name", "string", { value: autoNumber("CONSENT"), length: 80, idLookup: true }),
    ...auditFields("Consent__c"),
    reference("Contact__c", "Contact", { nillable: false }),
    picklist("Channel__c", channels),
    picklist("Status__c", statuses, { edited: true }),
    field("Valid_From__c", "date", { value: dateBefore(1500) }),
    field("Valid_To__c", "date", { value: sometimes(40, dateBefore(-900)), edited: true }),
    picklist("Source__c", sources),
    field("Captured_At__c", "datetime", { value: (dice) => capturedAt(dice) }),
  ],
};

function capturedAt(dice: {
  readonly historyEnd: number;
  below(count: number, key: string): string;
}): string {
  return `to_timestamp(${dice.historyEnd} - ${dice.below(100_000_000, "captured")})`;
}
