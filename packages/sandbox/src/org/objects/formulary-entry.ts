import { field, formula, picklist, reference } from "../field-spec.ts";
import { auditFields, idField, type ObjectSpec, ownerField } from "../object-spec.ts";
import { autoNumber, dateBefore, decimal, sometimes, sql, whole } from "../value.ts";

const statuses = ["Listed", "Restricted", "Under review", "Not listed"];

/** On which terms an account stocks a product. */
export const formularyEntry: ObjectSpec = {
  name: "Formulary_Entry__c",
  label: "Formulary Entry",
  labelPlural: "Formulary Entries",
  keyPrefix: "a02",
  rows: (accounts) => Math.ceil(accounts * 0.5),
  fields: [
    idField("Formulary_Entry__c"),
    ownerField(),
    field("Name", "string", { value: autoNumber("FORM"), length: 80, idLookup: true }),
    ...auditFields("Formulary_Entry__c"),
    reference("Account__c", "Account", { nillable: false }),
    reference("Product__c", "Product2", { nillable: false }),
    picklist("Status__c", statuses, { edited: true }),
    field("Tier__c", "double", { value: whole(1, 5), precision: 2, scale: 0 }),
    field("Net_Price__c", "currency", { value: sometimes(90, decimal(3, 8000, 2)), edited: true }),
    field("Units__c", "double", { value: sometimes(90, whole(1, 400)), scale: 0, edited: true }),
    field("Rebate__c", "percent", { value: sometimes(60, decimal(0, 35, 2)), precision: 5 }),
    field("Annual_Value__c", "currency", {
      value: sql("round(Net_Price__c * Units__c * (1 - coalesce(Rebate__c, 0) / 100), 2)"),
      ...formula,
    }),
    field("Effective_Date__c", "date", { value: dateBefore(1200) }),
  ],
};
