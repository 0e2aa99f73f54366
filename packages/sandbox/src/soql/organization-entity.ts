import type { FieldMetadata, Org } from "../org/org.ts";
import type { Entity } from "./entity.ts";
import { sqlName, sqlString } from "./sql-text.ts";

const COLUMNS: readonly (readonly [name: string, type: string, sql: string])[] = [
  ["Name", "string", sqlString("Lakewright Sandbox")],
  ["IsSandbox", "boolean", "true"],
  ["InstanceName", "string", sqlString("LW1S")],
  ["OrganizationType", "picklist", sqlString("Developer Edition")],
  ["NamespacePrefix", "string", "NULL::VARCHAR"],
  ["LanguageLocaleKey", "picklist", sqlString("en_US")],
  ["TimeZoneSidKey", "picklist", sqlString("GMT")],
  ["TrialExpirationDate", "datetime", "NULL::TIMESTAMP"],
];

/** The one-row Organization object, which tells a client that this is a sandbox. */
export function organizationEntity(org: Org): Entity {
  const id = `${sqlString(org.id)} AS "Id"`;
  const columns = COLUMNS.map(([name, , sql]) => `${sql} AS ${sqlName(name)}`);
  const fields = [field("Id", "id"), ...COLUMNS.map(([name, type]) => field(name, type))];
  return {
    sourceSql: `(SELECT ${[id, ...columns].join(", ")})`,
    metadata: {
      name: "Organization",
      label: "Organization",
      labelPlural: "Organizations",
      keyPrefix: "00D",
      custom: false,
      fields,
    },
  };
}

function field(name: string, type: string): FieldMetadata {
  return {
    name,
    label: name,
    type,
    length: type === "boolean" ? 0 : 80,
    precision: 0,
    scale: 0,
    nillable: name !== "Id" && type !== "boolean",
    createable: false,
    updateable: false,
    custom: false,
    calculated: false,
    externalId: false,
    unique: false,
    idLookup: name === "Id",
    compoundFieldName: null,
    referenceTo: [],
    relationshipName: null,
    picklistValues: [],
  };
}
