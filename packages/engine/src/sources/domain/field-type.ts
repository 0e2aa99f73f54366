import type { Flow } from "@lakewright/config";
import {
  type DuckDbType,
  type LogicalType,
  logicalTypes,
  PlatformError,
} from "../../core/index.ts";

/** One field of a source object, with the parts of its description that the lake needs. */
export interface FieldDescription {
  /** API name, such as `BillingCity`. */
  readonly name: string;
  readonly label: string;
  /** Lower-case describe type: `id`, `string`, `datetime`, `currency` … */
  readonly type: string;
  /** A formula: its value can change without moving the record's stamp. */
  readonly calculated: boolean;
}

export interface ObjectDescription {
  readonly name: string;
  readonly label: string;
  readonly fields: readonly FieldDescription[];
}

/** How each describe type is stored; a type that is not listed is text, never a failure. */
const columnTypes: Readonly<Record<string, Exclude<LogicalType, "decimal">>> = {
  boolean: "boolean",
  int: "int",
  long: "bigint",
  double: "double",
  currency: "double",
  percent: "double",
  date: "date",
  datetime: "timestamp",
};

/** How a field of this describe type is stored. Unknown types are text. */
export function columnTypeOf(fieldType: string) {
  return logicalTypes[columnTypes[fieldType.toLowerCase()] ?? "string"];
}

/** A describe type that is stored as this column type; text where no source has one. */
export function fieldTypeOf(duckdb: DuckDbType): string {
  const types = Object.entries(columnTypes);
  return types.find(([, type]) => logicalTypes[type].duckdb === duckdb)?.[0] ?? "string";
}

/** Compound fields come through REST only and base64 comes as a link: their plain parts are loaded instead. */
const notLoaded: ReadonlySet<string> = new Set(["address", "location", "base64", "complexvalue"]);

/**
 * The fields that a flow loads, in describe order; the same for every API, so that values never depend on it. Fails with
 * `field_missing` if the flow names one that the object does not have, or that is not loaded.
 */
export function loadedFields(
  description: ObjectDescription,
  flow: Pick<Flow, "fields" | "excludeFields" | "at">,
): readonly FieldDescription[] {
  const lower = (names: readonly string[]) => new Set(names.map((name) => name.toLowerCase()));
  const skip = lower(flow.excludeFields);
  const only = flow.fields && lower(flow.fields);
  for (const name of flow.fields ?? []) assertLoadable(description, name, flow.at);
  return description.fields.filter(({ name, type }) => {
    if (notLoaded.has(type.toLowerCase()) || skip.has(name.toLowerCase())) return false;
    return only === undefined || only.has(name.toLowerCase());
  });
}

function assertLoadable({ name: object, fields }: ObjectDescription, name: string, at: Flow["at"]) {
  const field = fields.find((known) => known.name.toLowerCase() === name.toLowerCase());
  if (field && !notLoaded.has(field.type.toLowerCase())) return;
  const where = `${at.file}:${at.line}`;
  if (field)
    throw new PlatformError(
      "field_missing",
      `${object}.${field.name} is of type ${field.type}, which is not loaded`,
      `${where}: take it out of "fields" and name its plain parts instead`,
    );
  throw new PlatformError(
    "field_missing",
    `${object} has no field "${name}" that this user may read`,
    `${where}: correct or remove it in "fields", or give the user access to the field`,
  );
}

/** Fields that identify the rows of an object, their deletion and their changes. An object may lack any of them. */
export interface RowFields {
  /** Identifies a row permanently. */
  readonly key: string;
  /** True for a deleted row; undefined = the source has no such field. */
  readonly deletedMark: string | undefined;
  /** Times that can order a row's changes and are set in every row, best first. */
  readonly changeStamps: readonly string[];
}

/**
 * The fields that readers of the lake look for, who have no source to ask. The names are Salesforce's, where users and
 * system processes both move SystemModstamp.
 */
export const defaultRowFields: RowFields = {
  key: "Id",
  deletedMark: "IsDeleted",
  changeStamps: ["SystemModstamp", "LastModifiedDate", "CreatedDate", "LoginTime"],
};
