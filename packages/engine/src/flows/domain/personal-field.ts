import type { Flow } from "@lakewright/config";
import type { FieldDescription } from "../../sources/index.ts";

const personalTypes: ReadonlySet<string> = new Set(["email", "phone", "encryptedstring"]);

/** Parts of names, phones, addresses and birth dates, by the names that CRM objects give them. */
const personalName =
  /^(first|middle|last|full|sur|given|family|maiden)?_?names?$|e_?mail|phone|^fax$|mobile|birth|street|postal_?code|^zip|latitude|longitude|salutation|(mailing|billing|shipping|other|home|person)_?(city|address)/i;

/** Whether a field identifies a person, by its type or its name. */
export function isPersonalField({ name, type }: FieldDescription): boolean {
  return personalTypes.has(type.toLowerCase()) || personalName.test(name.replace(/__[a-z]+$/i, ""));
}

/**
 * Text fields that are hashed before they touch a laptop's lake: personal fields of a `pii: 1` object in a real org, but for
 * those that the folder names under `clear_fields`.
 */
export function hashedFields(
  flow: Pick<Flow, "sensitivity" | "clearFields">,
  fields: readonly FieldDescription[],
  realOrg: boolean,
): ReadonlySet<string> {
  if (!realOrg || flow.sensitivity !== "personal") return new Set();
  const clear = new Set(flow.clearFields.map((name) => name.toLowerCase()));
  return new Set(
    fields
      .filter((field) => isPersonalField(field) && !clear.has(field.name.toLowerCase()))
      .map(({ name }) => name),
  );
}
