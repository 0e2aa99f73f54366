import type { FieldMetadata, ObjectMetadata, Org } from "../org/org.ts";
import { describeField } from "./describe-field.ts";

/** An object in the answer of `/sobjects`. */
export function describeSummary(metadata: ObjectMetadata, version: string) {
  const { name, label, labelPlural, keyPrefix, custom, fields } = metadata;
  const isEditable = fields.some(({ createable }) => createable);
  const hasTrash = fields.some((field) => field.name === "IsDeleted");
  return {
    ...summaryConstants,
    createable: isEditable,
    custom,
    deletable: hasTrash,
    keyPrefix,
    label,
    labelPlural,
    name,
    replicateable: hasTrash,
    undeletable: hasTrash,
    updateable: fields.some(({ updateable }) => updateable),
    urls: urlsOf(name, version),
  };
}

/** Answer of `/sobjects/{name}/describe`. */
export function describeObject(org: Org, metadata: ObjectMetadata, version: string) {
  const nameField = nameFieldOf(metadata.fields);
  return {
    ...describeSummary(metadata, version),
    ...detailConstants,
    childRelationships: childRelationships(org, metadata.name),
    fields: metadata.fields.map((field) => describeField(field, nameField)),
    urls: detailUrls(metadata.name, version),
  };
}

function nameFieldOf(fields: readonly FieldMetadata[]): string | undefined {
  const has = (name: string) => fields.some((field) => field.name === name);
  return ["Name", "Subject", "CaseNumber", "Title"].find(has);
}

function urlsOf(name: string, version: string) {
  const sobject = `/services/data/v${version}/sobjects/${name}`;
  return { rowTemplate: `${sobject}/{ID}`, describe: `${sobject}/describe`, sobject };
}

function detailUrls(name: string, version: string) {
  const urls = urlsOf(name, version);
  const quickActions = `${urls.sobject}/quickActions`;
  return { ...urls, quickActions, layouts: `${urls.describe}/layouts` };
}

function childRelationships(org: Org, parent: string) {
  return org.objects().flatMap(({ name, fields }) =>
    fields
      .filter(({ referenceTo }) => referenceTo.includes(parent))
      .map((field) => ({
        cascadeDelete: false,
        childSObject: name,
        deprecatedAndHidden: false,
        field: field.name,
        junctionIdListNames: [],
        junctionReferenceTo: [],
        relationshipName: null,
        restrictedDelete: false,
      })),
  );
}

/** Members that say the same for every object of the sandbox. */
const summaryConstants = {
  activateable: false,
  associateEntityType: null,
  associateParentEntity: null,
  customSetting: false,
  deepCloneable: false,
  deprecatedAndHidden: false,
  feedEnabled: false,
  hasSubtypes: false,
  isInterface: false,
  isSubtype: false,
  layoutable: true,
  mergeable: false,
  mruEnabled: true,
  queryable: true,
  retrieveable: true,
  searchable: true,
  triggerable: true,
};

const detailConstants = {
  actionOverrides: [],
  compactLayoutable: true,
  defaultImplementation: null,
  extendedBy: null,
  extendsInterfaces: null,
  implementedBy: null,
  implementsInterfaces: null,
  listviewable: null,
  lookupLayoutable: null,
  namedLayoutInfos: [],
  networkScopeFieldName: null,
  recordTypeInfos: [],
  searchLayoutable: true,
  sobjectDescribeOption: "FULL",
  supportedScopes: [{ label: "All records", name: "everything" }],
};
