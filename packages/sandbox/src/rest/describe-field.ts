import type { FieldMetadata } from "../org/org.ts";
import { fieldKind } from "../soql/field-kind.ts";
import { isFilterable } from "../soql/where.ts";

const SOAP_TYPES: Readonly<Record<string, string>> = {
  id: "tns:ID",
  reference: "tns:ID",
  boolean: "xsd:boolean",
  int: "xsd:int",
  long: "xsd:long",
  double: "xsd:double",
  currency: "xsd:double",
  percent: "xsd:double",
  date: "xsd:date",
  datetime: "xsd:dateTime",
  time: "xsd:time",
  base64: "xsd:base64Binary",
  address: "urn:address",
  location: "urn:location",
};
const DEFAULTED = ["OwnerId", "CreatedById", "CreatedDate", "SystemModstamp", "IsDeleted"];

/** Every member of a field that describe documents. */
export function describeField(field: FieldMetadata, nameField: string | undefined) {
  return { ...declared(field), ...derived(field, nameField), ...unused };
}

function declared(field: FieldMetadata) {
  const { name, label, type, length, precision, scale, nillable, createable, updateable } = field;
  const { custom, calculated, externalId, unique, idLookup, compoundFieldName } = field;
  const { referenceTo, relationshipName } = field;
  const sizes = { length, precision, scale };
  const rights = { nillable, createable, updateable };
  const keys = { externalId, unique, idLookup, compoundFieldName, referenceTo, relationshipName };
  return { name, label, type, custom, calculated, ...sizes, ...rights, ...keys };
}

function derived(field: FieldMetadata, nameField: string | undefined) {
  const { type, length, precision, name } = field;
  const isFilter = isFilterable({ field });
  const isSystem = DEFAULTED.includes(name) || type === "id";
  return {
    aggregatable: isFilter && type !== "boolean",
    byteLength: fieldKind(type) === "text" || fieldKind(type) === "id" ? length * 3 : 0,
    defaultValue: type === "boolean" ? false : null,
    defaultedOnCreate: isSystem || type === "boolean",
    digits: type === "int" ? precision : 0,
    extraTypeInfo: type === "textarea" ? "plaintextarea" : null,
    filterable: isFilter,
    groupable: isFilter && !["double", "currency", "percent", "datetime"].includes(type),
    nameField: name === nameField,
    permissionable: !isSystem && !field.calculated,
    picklistValues: field.picklistValues.map(describeValue),
    polymorphicForeignKey: field.referenceTo.length > 1,
    searchPrefilterable: type === "reference",
    soapType: SOAP_TYPES[type] ?? "xsd:string",
    sortable: isFilter && type !== "multipicklist",
    queryByDistance: type === "address" || type === "location",
  };
}

function describeValue(value: string) {
  return { active: true, defaultValue: false, label: value, validFor: null, value };
}

/** Members that say the same for every field of the sandbox. */
const unused = {
  aiPredictionField: false,
  autoNumber: false,
  calculatedFormula: null,
  cascadeDelete: false,
  caseSensitive: false,
  controllerName: null,
  defaultValueFormula: null,
  dependentPicklist: false,
  deprecatedAndHidden: false,
  displayLocationInDecimal: false,
  encrypted: false,
  filteredLookupInfo: null,
  formulaTreatNullNumberAsZero: false,
  highScaleNumber: false,
  htmlFormatted: false,
  inlineHelpText: null,
  mask: null,
  maskType: null,
  namePointing: false,
  referenceTargetField: null,
  relationshipOrder: null,
  restrictedDelete: false,
  restrictedPicklist: false,
  writeRequiresMasterRead: false,
};
