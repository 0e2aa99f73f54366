import { field, picklist, readOnly, reference } from "../field-spec.ts";
import { auditFields, idField, type ObjectSpec } from "../object-spec.ts";
import { joined, oneOf, padded, sometimes, sql, whole, yes } from "../value.ts";
import { familyNames, givenNames } from "./vocabulary.ts";

const zones = ["Europe/Zurich", "America/New_York", "Asia/Shanghai", "Asia/Tokyo"];
const locales = ["en_US", "de_CH", "fr_FR", "zh_CN", "ja_JP"];
const divisions = ["Oncology", "Neuroscience", "Ophthalmology", "Immunology"];

/** The people who work in the org and own its records. */
export const user: ObjectSpec = {
  name: "User",
  label: "User",
  labelPlural: "Users",
  keyPrefix: "005",
  rows: (accounts) => Math.min(500, 20 + Math.floor(accounts / 1000)),
  fields: [
    idField("User"),
    field("Username", "string", {
      value: sql(({ row }) => `concat('user', ${row}, '@gtm.example.org')`),
      length: 80,
      unique: true,
      idLookup: true,
      nillable: false,
    }),
    field("LastName", "string", { value: oneOf(familyNames), length: 80, nillable: false }),
    field("FirstName", "string", { value: oneOf(givenNames), length: 40 }),
    field("Name", "string", {
      value: sql("concat(FirstName, ' ', LastName)"),
      length: 121,
      label: "Full Name",
      ...readOnly,
    }),
    field("Email", "email", {
      value: sql(({ row }) => `concat('user', ${row}, '@gtm.example.org')`),
      length: 128,
      nillable: false,
      idLookup: true,
    }),
    field("Alias", "string", { value: joined("u", padded(5)), length: 8, nillable: false }),
    field("IsActive", "boolean", { value: yes(92), label: "Active" }),
    field("Title", "string", {
      value: oneOf(["Sales Representative", "Medical Liaison", "Key Account"]),
    }),
    field("Division", "string", { value: oneOf(divisions), length: 80 }),
    reference("ManagerId", "User", {
      value: sometimes(80, (dice) => dice.idOf("User", dice.below(5, "m"))),
    }),
    picklist("TimeZoneSidKey", zones, { nillable: false }),
    picklist("LocaleSidKey", locales, { nillable: false }),
    field("NumberOfFailedLogins", "int", { value: whole(0, 4), ...readOnly }),
    ...auditFields("User").filter(({ metadata }) => metadata.name !== "IsDeleted"),
  ],
};
