import { type FieldSpec, field, readOnly, reference } from "./field-spec.ts";
import type { ObjectMetadata } from "./org.ts";
import { sql, type Value } from "./value.ts";

/** An object of the generated org. */
export interface ObjectSpec {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  /** How many rows it has in an org of so many accounts. */
  readonly rows: (accounts: number) => number;
  readonly fields: readonly FieldSpec[];
  /** SQL relation that the first rows come from; rows of generated objects come from counting. */
  readonly source?: string;
}

/** Whether the object stores a field of that name. */
export function hasField(spec: ObjectSpec, name: string): boolean {
  return spec.fields.some(({ metadata }) => metadata.name === name);
}

/** The object's describe result. It is requested often, so it is built once per spec. */
export function metadataOf(spec: ObjectSpec): ObjectMetadata {
  const known = described.get(spec);
  if (known) return known;
  const { name, label, labelPlural, keyPrefix } = spec;
  const fields = spec.fields.map((each) => each.metadata);
  const custom = name.endsWith("__c");
  const metadata = { name, label, labelPlural, keyPrefix, custom, fields };
  described.set(spec, metadata);
  return metadata;
}

const described = new WeakMap<ObjectSpec, ObjectMetadata>();

/** The record's Id: the row number behind the object's prefix. */
export function idField(object: string): FieldSpec {
  const value: Value = (dice) => dice.idOf(object, dice.row);
  return field("Id", "id", { value, label: "Record ID", ...readOnly });
}

/** Fields that Salesforce keeps on nearly every object. */
export function auditFields(object: string): readonly FieldSpec[] {
  return [
    field("IsDeleted", "boolean", { value: sql("false"), label: "Deleted", ...readOnly }),
    stampField("CreatedDate", createdAt(object)),
    reference("CreatedById", "User", { nillable: false, ...readOnly }),
    stampField("LastModifiedDate", modifiedAt),
    reference("LastModifiedById", "User", { nillable: false, ...readOnly }),
    stampField("SystemModstamp", touchedAt),
  ];
}

/** A stamp that Salesforce sets. */
export function stampField(name: string, value: Value): FieldSpec {
  return field(name, "datetime", { value, nillable: false, ...readOnly });
}

/** The field that says who owns the record. */
export function ownerField(): FieldSpec {
  return reference("OwnerId", "User", { nillable: false });
}

/** Older records have lower Ids, and the records of one bulk load share one stamp. */
export function createdAt(object: string): Value {
  return (dice) => {
    const rows = Math.max(1, dice.rowsOf(object));
    const block = Math.max(1, Math.min(2000, Math.floor(rows / 50)));
    const seconds = Math.floor(historySeconds * 0.9);
    const position = `(${dice.row} // ${block} * ${block} * ${seconds}) // ${rows}`;
    return `to_timestamp(${dice.historyEnd - historySeconds} + ${position})`;
  };
}

/** A third never edited, a third by one of a dozen mass updates, a third on their own. */
const modifiedAt: Value = (dice) => {
  const wave = `${dice.historyEnd} - 86400 * (1 + 14 * ${dice.below(12, "modified.wave")})`;
  const free = dice.below(historySeconds, "modified.free");
  const created = "epoch(CreatedDate)::BIGINT";
  return `CASE ${dice.below(3, "modified.kind")} WHEN 0 THEN CreatedDate
    WHEN 1 THEN to_timestamp(greatest(${created}, ${wave}))
    ELSE to_timestamp(${created} + ${free} % (${dice.historyEnd} - ${created})) END`;
};

/** Mostly the last edit; system processes touched some rows later. */
export const touchedAt: Value = (dice) => {
  const later = `epoch(LastModifiedDate)::BIGINT + ${dice.below(86_400, "touched.later")}`;
  const wave = dice.historyEnd - 3 * 86_400;
  return `CASE ${dice.below(10, "touched.kind")}
    WHEN 0 THEN greatest(LastModifiedDate, to_timestamp(${wave}))
    WHEN 1 THEN to_timestamp(least(${later}, ${dice.historyEnd})) ELSE LastModifiedDate END`;
};

const historySeconds = 5 * 365 * 86_400;
