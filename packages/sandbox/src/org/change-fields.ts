import type { DuckDBConnection } from "@duckdb/node-api";
import { columnType } from "./column-type.ts";
import { type FieldSpec, picklist } from "./field-spec.ts";
import { hasField } from "./object-spec.ts";
import type { OrgObject } from "./org-object.ts";
import { identifier } from "./value.ts";

interface ChangedFields {
  readonly addedFields: readonly string[];
  readonly removedFields: readonly string[];
}

/**
 * Makes the day's schema changes: on day 2 Account gets a field, on day 3 Contact loses one. Answers
 * what changed by object. A change that is already made is not made again.
 */
export async function changeFields(
  connection: DuckDBConnection,
  objects: readonly OrgObject[],
  day: number,
): Promise<(object: string) => ChangedFields> {
  const account = day === 2 && objects.find(({ spec }) => spec.name === "Account");
  const contact = day === 3 && objects.find(({ spec }) => spec.name === "Contact");
  if (account) await addField(connection, account, segment);
  if (contact) await removeField(connection, contact, "Fax");
  return (name) => ({
    addedFields: account && name === "Account" ? [segment.metadata.name] : [],
    removedFields: contact && name === "Contact" ? ["Fax"] : [],
  });
}

/** The column comes first and the metadata after it, so that no reader asks for a missing column. */
async function addField(connection: DuckDBConnection, object: OrgObject, added: FieldSpec) {
  const { name, type } = added.metadata;
  if (hasField(object.spec, name)) return;
  await connection.run(
    `ALTER TABLE ${identifier(object.spec.name)} ADD COLUMN ${identifier(name)} ${columnType(type)}`,
  );
  object.spec = { ...object.spec, fields: [...object.spec.fields, added] };
}

async function removeField(connection: DuckDBConnection, object: OrgObject, name: string) {
  if (!hasField(object.spec, name)) return;
  const fields = object.spec.fields.filter(({ metadata }) => metadata.name !== name);
  object.spec = { ...object.spec, fields };
  await connection.run(
    `ALTER TABLE ${identifier(object.spec.name)} DROP COLUMN ${identifier(name)}`,
  );
}

const segments = ["Key Account", "Growth", "Maintain", "Watch"];
const segment = picklist("Segment__c", segments, { edited: true });
