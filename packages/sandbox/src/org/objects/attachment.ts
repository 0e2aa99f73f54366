import { field, readOnly, reference } from "../field-spec.ts";
import { auditFields, idField, type ObjectSpec, ownerField } from "../object-spec.ts";
import { joined, oneOf, padded, sql } from "../value.ts";
import { remarks } from "./vocabulary.ts";

/** Small files of the accounts, with the content in a base64 field. */
export const attachment: ObjectSpec = {
  name: "Attachment",
  label: "Attachment",
  labelPlural: "Attachments",
  keyPrefix: "00P",
  rows: (accounts) => Math.min(500, Math.ceil(accounts / 20)),
  fields: [
    idField("Attachment"),
    reference("ParentId", "Account", { nillable: false, updateable: false }),
    field("Name", "string", { value: joined("note-", padded(5), ".txt"), nillable: false }),
    field("ContentType", "string", { value: oneOf(["text/plain", "text/markdown"]), length: 120 }),
    field("Body", "base64", {
      value: (dice, name) => `base64(encode(${oneOf(remarks)(dice, name)}))`,
      nillable: false,
      edited: true,
    }),
    field("BodyLength", "int", {
      value: sql("octet_length(from_base64(Body))"),
      ...readOnly,
      derived: true,
    }),
    field("Description", "textarea", { value: oneOf(remarks), length: 500 }),
    ownerField(),
    ...auditFields("Attachment"),
  ],
};
