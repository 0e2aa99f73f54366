import type { FieldMetadata } from "./org.ts";
import { idIn, oneOf, type Value } from "./value.ts";

/** A field of a generated object: how it is described and how its values are made. */
export interface FieldSpec {
  readonly metadata: FieldMetadata;
  /** Absent on compound fields, which have no column. */
  readonly value?: Value;
  /** The new value that a user's edit gives it; absent on fields that edits leave alone. */
  readonly edit?: Value;
  /** Computed from other fields, and again when those are edited. */
  readonly derived: boolean;
}

interface Settings extends Partial<Omit<FieldMetadata, "name" | "type">> {
  /** How its values are made; absent on compound fields. */
  readonly value?: Value | undefined;
  /** Users' edits make its value anew. */
  readonly edited?: boolean;
  readonly derived?: boolean;
}

/** A field with what describe reports for its type, except for what `settings` says. */
export function field(name: string, type: string, settings: Settings = {}): FieldSpec {
  const { value, edited = false, derived = false, ...described } = settings;
  const metadata = { ...describedBy(name, type), ...described };
  const made = { metadata, derived: derived || metadata.calculated, ...(value && { value }) };
  return edited && value ? { ...made, edit: value } : made;
}

/** A picklist whose values are `values`, picked evenly unless `value` says otherwise. */
export function picklist(
  name: string,
  values: readonly string[],
  settings: Settings = {},
): FieldSpec {
  return field(name, "picklist", { value: oneOf(values), picklistValues: values, ...settings });
}

/** A reference to `target`, any of its records unless `value` says otherwise. */
export function reference(name: string, target: string, settings: Settings = {}): FieldSpec {
  return field(name, "reference", { value: idIn(target), referenceTo: [target], ...settings });
}

/** A formula: never written by clients, and its changes do not touch the record's stamps. */
export const formula = {
  calculated: true,
  createable: false,
  updateable: false,
} as const;

/** Set by Salesforce itself. */
export const readOnly = { createable: false, updateable: false } as const;

/** Metadata of a field that has nothing but a name and a type. */
export function describedBy(name: string, type: string): FieldMetadata {
  const numeric = numbers[type];
  return {
    name,
    label: labelOf(name),
    type,
    length: lengths[type] ?? 0,
    precision: numeric?.precision ?? 0,
    scale: numeric?.scale ?? 0,
    nillable: type !== "boolean" && type !== "id",
    createable: !uncreatable.has(type),
    updateable: !uncreatable.has(type),
    custom: /__(c|s)$/.test(name),
    calculated: false,
    externalId: false,
    unique: false,
    idLookup: type === "id",
    compoundFieldName: null,
    referenceTo: [],
    relationshipName: type === "reference" ? relationshipOf(name) : null,
    picklistValues: [],
  };
}

/** `Call_Date__c` reads "Call Date", `BillingCity` "Billing City". */
export function labelOf(name: string): string {
  const spaced = name.replace(/__[cs]$/, "").replace(/_+/g, " ");
  const words = spaced.replace(/([a-z0-9])([A-Z])/g, "$1 $2").trim();
  return words.replace(/\bId$/, "ID");
}

function relationshipOf(name: string): string {
  return name.endsWith("__c") ? name.replace(/__c$/, "__r") : name.replace(/Id$/, "");
}

const lengths: Readonly<Record<string, number>> = {
  id: 18,
  reference: 18,
  string: 255,
  textarea: 32_000,
  phone: 40,
  email: 80,
  url: 255,
  picklist: 255,
  combobox: 255,
  multipicklist: 4099,
  encryptedstring: 175,
  base64: 0,
  anyType: 0,
};
const numbers: Readonly<Record<string, { precision: number; scale: number }>> = {
  double: { precision: 18, scale: 2 },
  currency: { precision: 18, scale: 2 },
  percent: { precision: 18, scale: 2 },
};
const uncreatable = new Set(["id", "address", "location"]);
