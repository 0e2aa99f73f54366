import { field, picklist, reference } from "../field-spec.ts";
import { auditFields, idField, type ObjectSpec, ownerField } from "../object-spec.ts";
import { autoNumber, dateBefore, decimal, idIn, oneOf, sometimes, whole, yes } from "../value.ts";
import { channels, remarks } from "./vocabulary.ts";

const results = ["Planned", "Completed", "Cancelled", "No show"];

/** Visits and calls of the field force. */
export const callActivity: ObjectSpec = {
  name: "Call_Activity__c",
  label: "Call Activity",
  labelPlural: "Call Activities",
  keyPrefix: "a00",
  rows: (accounts) => accounts * 4,
  fields: [
    idField("Call_Activity__c"),
    ownerField(),
    field("Name", "string", { value: autoNumber("CALL"), length: 80, idLookup: true }),
    ...auditFields("Call_Activity__c"),
    reference("Account__c", "Account", { nillable: false }),
    reference("Contact__c", "Contact", { value: sometimes(90, idIn("Contact")) }),
    reference("Product__c", "Product2", { value: sometimes(80, idIn("Product2")) }),
    field("Call_Date__c", "date", { value: dateBefore(1800), nillable: false }),
    field("Start_Time__c", "time", { value: sometimes(85, timeOfDay) }),
    field("Duration__c", "double", { value: sometimes(90, whole(5, 90)), scale: 0, edited: true }),
    picklist("Channel__c", channels),
    picklist("Result__c", results, { edited: true }),
    field("Samples_Left__c", "boolean", { value: yes(12) }),
    field("Cost__c", "currency", { value: sometimes(35, decimal(0, 400, 2)) }),
    field("Notes__c", "textarea", { value: sometimes(55, oneOf(remarks)), edited: true }),
  ],
};

/** A quarter of an hour between 07:00 and 18:45, as Salesforce writes times. */
function timeOfDay(dice: { below(count: number, key: string): string }, name: string): string {
  const hour = `lpad((7 + ${dice.below(12, `${name}.hour`)})::VARCHAR, 2, '0')`;
  const minute = `lpad((15 * ${dice.below(4, `${name}.minute`)})::VARCHAR, 2, '0')`;
  return `concat(${hour}, ':', ${minute}, ':00.000Z')`;
}
