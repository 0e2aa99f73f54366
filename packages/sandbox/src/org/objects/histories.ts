import { field, picklist, readOnly, reference } from "../field-spec.ts";
import { createdAt, idField, type ObjectSpec, stampField } from "../object-spec.ts";
import { autoNumber, idIn, joined, oneOf, padded, sql, type Value, whole } from "../value.ts";

const loginTypes = ["Application", "Remote Access 2.0", "SAML Sfdc Initiated SSO"];
const trackedFields = ["Rating", "OwnerId", "AnnualRevenue", "NumberOfEmployees"];
const reasons = ["New", "Realignment", "Vacancy", "Merger"];

/** Logins: no SystemModstamp, no LastModifiedDate; only LoginTime tells what is new. */
export const loginHistory: ObjectSpec = {
  name: "LoginHistory",
  label: "Login History",
  labelPlural: "Login History",
  keyPrefix: "0Ya",
  rows: (accounts) => 30 * Math.min(500, 20 + Math.floor(accounts / 1000)),
  fields: [
    idField("LoginHistory"),
    reference("UserId", "User", { ...readOnly }),
    stampField("LoginTime", createdAt("LoginHistory")),
    picklist("LoginType", loginTypes, { ...readOnly }),
    field("SourceIp", "string", {
      value: joined("192.0.2.", whole(1, 254)),
      length: 39,
      ...readOnly,
    }),
    field("LoginUrl", "string", { value: sql("'gtm.my.example.org'"), ...readOnly }),
    field("Browser", "string", {
      value: oneOf(["Chrome 142", "Firefox 145", "Unknown"]),
      ...readOnly,
    }),
    field("Status", "string", {
      value: oneOf(["Success", "Success", "Success", "Invalid Password"]),
      length: 128,
      ...readOnly,
    }),
    field("ApiVersion", "string", {
      value: oneOf(["58.0", "62.0", "N/A"]),
      length: 32,
      ...readOnly,
    }),
    field("EventSequence", "long", { value: sql(eventSequence), ...readOnly }),
  ],
};

/** Field history of accounts: only CreatedDate, and values of any type. */
export const accountHistory: ObjectSpec = {
  name: "AccountHistory",
  label: "Account History",
  labelPlural: "Account History",
  keyPrefix: "017",
  rows: (accounts) => Math.ceil(accounts * 0.5),
  fields: [
    idField("AccountHistory"),
    field("IsDeleted", "boolean", { value: sql("false"), label: "Deleted", ...readOnly }),
    reference("AccountId", "Account", { nillable: false, ...readOnly }),
    reference("CreatedById", "User", { nillable: false, ...readOnly }),
    stampField("CreatedDate", createdAt("AccountHistory")),
    picklist("Field", trackedFields, { label: "Changed Field", ...readOnly }),
    field("OldValue", "anyType", { value: trackedValue("old"), ...readOnly }),
    field("NewValue", "anyType", { value: trackedValue("new"), ...readOnly }),
  ],
};

/** Who was aligned to which account: LastModifiedDate, but no SystemModstamp. */
export const alignmentHistory: ObjectSpec = {
  name: "Alignment_History__c",
  label: "Alignment History",
  labelPlural: "Alignment History",
  keyPrefix: "a03",
  rows: (accounts) => Math.ceil(accounts * 0.2),
  fields: [
    idField("Alignment_History__c"),
    field("Name", "string", { value: autoNumber("ALIGN"), length: 80, idLookup: true }),
    reference("Account__c", "Account", { nillable: false }),
    reference("User__c", "User", { nillable: false }),
    reference("Territory__c", "Territory2"),
    picklist("Reason__c", reasons, { edited: true }),
    field("Share__c", "percent", { value: oneOf([25, 50, 75, 100]), precision: 3, scale: 0 }),
    stampField("LastModifiedDate", createdAt("Alignment_History__c")),
    reference("LastModifiedById", "User", { nillable: false, ...readOnly }),
  ],
};

function eventSequence({ row }: { readonly row: string }): string {
  return `9000000000 + ${row}`;
}

/** A value that suits the row's `Field`, as text. */
function trackedValue(when: string): Value {
  return (dice) => `CASE Field
    WHEN 'Rating' THEN ${oneOf(["Hot", "Warm", "Cold"], `${when}.rating`)(dice, when)}
    WHEN 'OwnerId' THEN ${idIn("User", `${when}.owner`)(dice, when)}
    WHEN 'AnnualRevenue' THEN concat(${padded(6, `${when}.revenue`)(dice, when)}, '.0')
    ELSE ${whole(1, 12_000, `${when}.employees`)(dice, when)}::VARCHAR END`;
}
