import type { DuckDBConnection } from "@duckdb/node-api";
import { columnType } from "./column-type.ts";
import { type DiceBag, diceFor, rowOfId } from "./dice.ts";
import { type FieldSpec, field, picklist } from "./field-spec.ts";
import { columnsOf } from "./generate-table.ts";
import { hasField } from "./object-spec.ts";
import type { OrgObject } from "./org-object.ts";
import { decimal, identifier, joined, padded } from "./value.ts";

interface ChangedFields {
  readonly addedFields: readonly string[];
  readonly removedFields: readonly string[];
}

interface AgedFields {
  readonly connection: DuckDBConnection;
  readonly objects: readonly OrgObject[];
  readonly bag: DiceBag;
}

interface FieldChange {
  readonly day: number;
  readonly object: string;
  readonly adds?: FieldSpec;
  /** Every record has a value at once, and no stamp moves: the field was filled behind the scenes, or was there and hidden. */
  readonly isFilled?: boolean;
  readonly removes?: string;
}

const segments = ["Key Account", "Growth", "Maintain", "Watch"];

const fieldChanges: readonly FieldChange[] = [
  { day: 2, object: "Account", adds: picklist("Segment__c", segments, { edited: true }) },
  { day: 3, object: "Contact", removes: "Fax" },
  {
    day: 4,
    object: "Contact",
    adds: field("Badge_Number__c", "string", { value: joined("B-", padded(6)), length: 20 }),
    isFilled: true,
  },
  // A permission on a field that was there all along: field-level security hides a field from describe and from SOQL alike.
  {
    day: 5,
    object: "Account",
    adds: field("Credit_Limit__c", "currency", { value: decimal(0, 500_000, 2), edited: true }),
    isFilled: true,
  },
];

/**
 * Makes the day's schema changes: a field that comes empty, one that goes, one that comes with values, and one that the user may
 * see from now on. Answers what changed by object. A change that is already made is not made again.
 */
export async function changeFields(
  org: AgedFields,
  day: number,
): Promise<(object: string) => ChangedFields> {
  const made = fieldChanges.filter((change) => change.day === day);
  for (const change of made) {
    const object = org.objects.find(({ spec }) => spec.name === change.object);
    if (object && change.adds) await addField(org, object, { ...change, adds: change.adds });
    if (object && change.removes) await removeField(org.connection, object, change.removes);
  }
  return (name) => {
    const ofObject = made.filter(({ object }) => object === name);
    return {
      addedFields: ofObject.flatMap(({ adds }) => adds?.metadata.name ?? []),
      removedFields: ofObject.flatMap(({ removes }) => removes ?? []),
    };
  };
}

/** The column comes first and the metadata after it, so that no reader asks for a missing column. */
async function addField(
  { connection, bag }: AgedFields,
  object: OrgObject,
  { adds, isFilled }: FieldChange & { readonly adds: FieldSpec },
) {
  const { name, type } = adds.metadata;
  if (hasField(object.spec, name)) return;
  const table = identifier(object.spec.name);
  // It may be there already, from a day that could not be ended.
  await connection.run(
    `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${identifier(name)} ${columnType(type)}`,
  );
  const [column] = columnsOf([adds], diceFor(bag, object.spec.name, { row: rowOfId }));
  if (isFilled && column)
    await connection.run(`UPDATE ${table} SET ${identifier(name)} = ${column.expression}`);
  object.spec = { ...object.spec, fields: [...object.spec.fields, adds] };
}

async function removeField(connection: DuckDBConnection, object: OrgObject, name: string) {
  if (!hasField(object.spec, name)) return;
  const fields = object.spec.fields.filter(({ metadata }) => metadata.name !== name);
  object.spec = { ...object.spec, fields };
  await connection.run(
    `ALTER TABLE ${identifier(object.spec.name)} DROP COLUMN ${identifier(name)}`,
  );
}
