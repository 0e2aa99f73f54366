import { field, formula, picklist, readOnly, reference } from "../field-spec.ts";
import { auditFields, idField, type ObjectSpec, ownerField } from "../object-spec.ts";
import {
  dateBefore,
  decimal,
  idIn,
  joined,
  oneOf,
  padded,
  sometimes,
  sql,
  whole,
  yes,
} from "../value.ts";
import { addressFields, coordinates, phoneAt } from "./address-fields.ts";
import { placePart, remarks, specialties, specialtyPairs } from "./vocabulary.ts";

const types = ["Hospital", "Clinic", "Pharmacy", "Wholesaler", "Payer", "Research Institute"];
const industries = ["Healthcare", "Biotechnology", "Government", "Insurance", "Education"];
const ratings = ["Hot", "Warm", "Cold"];
const ownerships = ["Public", "Private", "Subsidiary", "Other"];
const sources = ["Conference", "Referral", "Data Provider", "Web", "Tender"];
const kinds = [
  "University Hospital",
  "Cancer Center",
  "Klinikum",
  "Centre Hospitalier",
  "Day Clinic",
  "Pharmacy",
  "Eye Institute",
  "Policlinico",
  "医院",
  "Research Institute",
];
const sicCodes = ["8062", "8011", "8071", "5912", "5122", "8731"];
const sicNames = ["General Hospitals", "Physicians", "Laboratories", "Drug Stores", "Drugs", "R&D"];

/** Sites that buy or use medicines: hospitals, clinics, pharmacies, payers. */
export const account: ObjectSpec = {
  name: "Account",
  label: "Account",
  labelPlural: "Accounts",
  keyPrefix: "001",
  rows: (accounts) => accounts,
  fields: [
    idField("Account"),
    reference("MasterRecordId", "Account", { value: sql("NULL::VARCHAR"), ...readOnly }),
    field("Name", "string", {
      value: joined(oneOf(kinds), " ", placePart("city", "BillingAddress"), " ", padded(4)),
      label: "Account Name",
      nillable: false,
    }),
    picklist("Type", types),
    reference("ParentId", "Account", { value: sometimes(20, idIn("Account")) }),
    ...addressFields("Billing", 100),
    ...addressFields("Shipping", 15),
    field("Phone", "phone", { value: phoneAt("BillingAddress"), edited: true }),
    field("Fax", "phone", { value: sometimes(30, phoneAt("BillingAddress")) }),
    field("AccountNumber", "string", { value: joined("AC-", padded(7)), length: 40 }),
    field("Website", "url", {
      value: sometimes(60, joined("https://www.site-", padded(6), ".example.org")),
    }),
    field("PhotoUrl", "url", {
      value: sometimes(20, joined("/services/images/photo/", sql("Id"))),
      ...readOnly,
    }),
    field("Sic", "string", { value: oneOf(sicCodes, "sic"), length: 20 }),
    picklist("Industry", industries),
    field("AnnualRevenue", "currency", {
      value: sometimes(85, decimal(10_000, 90_000_000, 2)),
      edited: true,
    }),
    field("NumberOfEmployees", "int", {
      value: sometimes(90, whole(0, 12_000)),
      label: "Employees",
      edited: true,
    }),
    picklist("Ownership", ownerships),
    field("TickerSymbol", "string", { value: sometimes(5, joined("LW", padded(3))), length: 20 }),
    field("Description", "textarea", {
      value: sometimes(60, joined(oneOf(remarks), " ", sometimes(25, oneOf(remarks)))),
      edited: true,
    }),
    picklist("Rating", ratings, { value: sometimes(70, oneOf(ratings)), edited: true }),
    field("Site", "string", {
      value: sometimes(25, oneOf(["Main", "North Campus", "Annex B", "Süd"])),
      length: 80,
    }),
    ownerField(),
    ...auditFields("Account"),
    field("LastActivityDate", "date", { value: sometimes(60, dateBefore(900)), ...readOnly }),
    field("LastViewedDate", "datetime", { value: sql("NULL::TIMESTAMPTZ"), ...readOnly }),
    field("LastReferencedDate", "datetime", { value: sql("NULL::TIMESTAMPTZ"), ...readOnly }),
    field("Jigsaw", "string", { value: sometimes(8, padded(8, "Jigsaw")), length: 20 }),
    field("JigsawCompanyId", "string", {
      value: sometimes(8, padded(8, "Jigsaw"), "Jigsaw"),
      length: 20,
      ...readOnly,
    }),
    picklist("AccountSource", sources, { value: sometimes(75, oneOf(sources)) }),
    field("SicDesc", "string", { value: oneOf(sicNames, "sic"), length: 80 }),
    field("External_Id__c", "string", {
      value: sql(({ row }) => `concat('ACC-', lpad(${row}::VARCHAR, 9, '0'))`),
      length: 40,
      externalId: true,
      unique: true,
      idLookup: true,
    }),
    field("Specialty__c", "multipicklist", {
      value: sometimes(80, oneOf(specialtyPairs)),
      picklistValues: [...specialties, "Pathology"],
    }),
    field("Target_Score__c", "percent", {
      value: sometimes(90, decimal(0, 100, 1)),
      precision: 4,
      scale: 1,
      edited: true,
    }),
    field("Is_KOL_Site__c", "boolean", { value: yes(7), label: "Is KOL Site" }),
    field("Revenue_Per_Employee__c", "currency", {
      value: sql("round(AnnualRevenue / nullif(NumberOfEmployees, 0), 2)::DOUBLE"),
      ...formula,
    }),
    field("Location__c", "location", { createable: true, updateable: true }),
    ...coordinates("Location__c", ["Location__Latitude__s", "Location__Longitude__s"], (value) =>
      sometimes(50, value, "Location__c"),
    ),
  ],
};
