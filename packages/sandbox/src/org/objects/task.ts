import { field, picklist } from "../field-spec.ts";
import { auditFields, idField, type ObjectSpec, ownerField } from "../object-spec.ts";
import { dateBefore, idIn, oneOf, sometimes, yes } from "../value.ts";
import { remarks } from "./vocabulary.ts";

const subjects = ["Call", "Send Letter", "Send Quote", "Other", "Follow up after congress"];
const statuses = ["Not Started", "In Progress", "Completed", "Deferred"];
const priorities = ["High", "Normal", "Low"];

/** Standard tasks: a combobox, and references to records of more than one object. */
export const task: ObjectSpec = {
  name: "Task",
  label: "Task",
  labelPlural: "Tasks",
  keyPrefix: "00T",
  rows: (accounts) => Math.ceil(accounts * 0.3),
  fields: [
    idField("Task"),
    field("WhoId", "reference", {
      value: sometimes(75, idIn("Contact")),
      label: "Name ID",
      referenceTo: ["Contact", "User"],
    }),
    field("WhatId", "reference", {
      value: sometimes(60, accountOrProduct),
      label: "Related To ID",
      referenceTo: ["Account", "Product2"],
    }),
    field("Subject", "combobox", { value: oneOf(subjects), picklistValues: subjects.slice(0, 4) }),
    field("ActivityDate", "date", {
      value: sometimes(80, dateBefore(700)),
      label: "Due Date Only",
    }),
    picklist("Status", statuses, { nillable: false, edited: true }),
    picklist("Priority", priorities, { nillable: false, edited: true }),
    field("IsHighPriority", "boolean", { value: yes(20), createable: false, updateable: false }),
    ownerField(),
    field("Description", "textarea", { value: sometimes(50, oneOf(remarks)), label: "Comments" }),
    ...auditFields("Task"),
  ],
};

function accountOrProduct(dice: Parameters<ReturnType<typeof idIn>>[0], name: string): string {
  const account = idIn("Account", `${name}.account`)(dice, name);
  const product = idIn("Product2", `${name}.product`)(dice, name);
  return `CASE WHEN ${dice.below(10, `${name}.kind`)} < 8 THEN ${account} ELSE ${product} END`;
}
