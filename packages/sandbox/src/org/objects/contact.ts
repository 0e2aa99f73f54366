import { field, picklist, readOnly, reference } from "../field-spec.ts";
import { auditFields, idField, type ObjectSpec, ownerField } from "../object-spec.ts";
import { dateBefore, idIn, joined, oneOf, padded, sometimes, sql, yes } from "../value.ts";
import { addressFields, phoneAt } from "./address-fields.ts";
import { channels, familyNames, givenNames, remarks, specialties } from "./vocabulary.ts";

const salutations = ["Dr.", "Prof.", "Mr.", "Ms.", "Mx."];
const titles = ["Chief Physician", "Consultant", "Study Nurse", "Pharmacist", "Resident"];
const departments = ["Oncology", "Radiology", "Pharmacy", "Purchasing", "Day Clinic"];

/** Health care professionals (HCP) at the accounts. */
export const contact: ObjectSpec = {
  name: "Contact",
  label: "Contact",
  labelPlural: "Contacts",
  keyPrefix: "003",
  rows: (accounts) => accounts * 2,
  fields: [
    idField("Contact"),
    reference("MasterRecordId", "Contact", { value: sql("NULL::VARCHAR"), ...readOnly }),
    reference("AccountId", "Account", { value: sometimes(96, idIn("Account")) }),
    field("LastName", "string", {
      value: oneOf(familyNames),
      length: 80,
      nillable: false,
      compoundFieldName: "Name",
    }),
    field("FirstName", "string", {
      value: oneOf(givenNames),
      length: 40,
      compoundFieldName: "Name",
    }),
    picklist("Salutation", salutations, {
      value: sometimes(80, oneOf(salutations)),
      length: 40,
      compoundFieldName: "Name",
    }),
    field("Name", "string", {
      value: sql("concat_ws(' ', FirstName, LastName)"),
      label: "Full Name",
      length: 121,
      nillable: false,
      ...readOnly,
    }),
    ...addressFields("Mailing", 70),
    field("Phone", "phone", { value: sometimes(80, phoneAt("MailingAddress")), edited: true }),
    field("Fax", "phone", { value: sometimes(15, phoneAt("MailingAddress")) }),
    field("MobilePhone", "phone", {
      value: sometimes(60, phoneAt("MailingAddress")),
      edited: true,
    }),
    field("Email", "email", {
      value: sometimes(
        85,
        sql(({ row }) => `concat('hcp', ${row}, '@hospital.example.org')`),
      ),
      idLookup: true,
    }),
    field("Title", "string", { value: oneOf(titles), length: 128, edited: true }),
    field("Department", "string", { value: sometimes(75, oneOf(departments)), length: 80 }),
    field("Birthdate", "date", {
      value: sometimes(40, (dice, name) => `${bornBefore(dice, name)}`),
    }),
    field("Description", "textarea", { value: sometimes(30, oneOf(remarks)), edited: true }),
    ownerField(),
    ...auditFields("Contact"),
    field("NPI__c", "string", {
      value: sql(npi),
      label: "NPI",
      length: 10,
      externalId: true,
      unique: true,
      idLookup: true,
    }),
    picklist("Specialty__c", specialties),
    picklist("Preferred_Channel__c", channels, {
      value: sometimes(65, oneOf(channels)),
      edited: true,
    }),
    field("License_Number__c", "encryptedstring", {
      value: sometimes(50, joined("*****", padded(4))),
      length: 20,
    }),
    field("Is_Speaker__c", "boolean", { value: yes(4) }),
  ],
};

/** Ten digits, unique as the row number is. */
function npi({ row }: { readonly row: string }): string {
  return `(1000000000 + ${row})::VARCHAR`;
}

const bornBefore: ReturnType<typeof dateBefore> = (dice, name) =>
  `(${dateBefore(14_000)(dice, name)} - 10000)`;
