import { field, picklist } from "../field-spec.ts";
import { auditFields, idField, type ObjectSpec } from "../object-spec.ts";
import { decimal, joined, oneOf, padded, sometimes, sql, yes } from "../value.ts";
import { remarks, specialties } from "./vocabulary.ts";

const stems = ["Lumi", "Vera", "Onco", "Neuro", "Ocu", "Immu", "Hema", "Respi"];
const endings = ["mab", "nib", "zumab", "tide", "cept", "vir"];
const forms = ["Tablet", "Infusion", "Pre-filled syringe", "Inhaler", "Eye drops"];

/** Medicines and tests that the company sells. */
export const product: ObjectSpec = {
  name: "Product2",
  label: "Product",
  labelPlural: "Products",
  keyPrefix: "01t",
  rows: () => 200,
  fields: [
    idField("Product2"),
    field("Name", "string", {
      value: joined(oneOf(stems), oneOf(endings), " ", padded(3)),
      label: "Product Name",
      nillable: false,
    }),
    field("ProductCode", "string", {
      value: sql(({ row }) => `concat('P-', lpad(${row}::VARCHAR, 6, '0'))`),
      idLookup: true,
    }),
    field("Description", "textarea", {
      value: sometimes(70, oneOf(remarks)),
      length: 4000,
      edited: true,
    }),
    field("IsActive", "boolean", { value: yes(88), label: "Active" }),
    ...auditFields("Product2"),
    picklist("Family", specialties),
    picklist("Dosage_Form__c", forms),
    field("List_Price__c", "currency", { value: decimal(4, 9000, 2), edited: true }),
    field("Vat_Rate__c", "percent", { value: oneOf([0, 2.6, 7, 8.1, 19]), precision: 4, scale: 1 }),
    field("Leaflet__c", "url", {
      value: joined("https://products.example.org/leaflet/", padded(5)),
    }),
  ],
};
