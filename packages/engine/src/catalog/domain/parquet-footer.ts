import {
  type AsyncBuffer,
  parquetMetadataAsync,
  parquetSchema,
  type SchemaElement,
  type SchemaTree,
} from "hyparquet";
import { type HiveType, type LogicalType, logicalTypes, PlatformError } from "../../core/index.ts";
import type { StoredColumn } from "./registered-table.ts";

/** Reads bytes `start` to `end` (exclusive) of one file. */
export interface ByteRanges {
  readonly uri: string;
  readonly bytes: number;
  read(start: number, end: number): Promise<Uint8Array>;
}

/**
 * The columns of a Parquet file with their Hive types, by its footer alone. Fails if the file is not Parquet, and with
 * `type_not_supported` for a column that no Hive type holds.
 */
export async function storedColumns(file: ByteRanges): Promise<readonly StoredColumn[]> {
  const buffer: AsyncBuffer = {
    byteLength: file.bytes,
    slice: async (start, end = file.bytes) => exactBuffer(await file.read(start, end)),
  };
  // Annotations of GeoParquet are in a text that Hive does not read: to it, such a column holds bytes.
  const options = { initialFetchSize: 64 * 1024, geoparquet: false };
  const metadata = await parquetMetadataAsync(buffer, options);
  return parquetSchema(metadata).children.map((column) => ({
    name: column.element.name,
    type: hiveTypeOf(column, file.uri),
  }));
}

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

type Unparameterized = Exclude<LogicalType, "decimal">;

/** Types of annotated values, by logical annotation and by its older, converted form. An annotation that is missing here is refused. */
const annotatedTypes: Readonly<Record<string, Unparameterized>> = {
  STRING: "string",
  UTF8: "string",
  ENUM: "string",
  JSON: "string",
  INT_8: "tinyint",
  INT_16: "smallint",
  INT_32: "int",
  INT_64: "bigint",
  // The next larger type holds every value; for UINT_64 there is none.
  UINT_8: "smallint",
  UINT_16: "int",
  UINT_32: "bigint",
  DATE: "date",
  TIMESTAMP: "timestamp",
  TIMESTAMP_MILLIS: "timestamp",
  TIMESTAMP_MICROS: "timestamp",
};

/** Types of values without an annotation. */
const plainTypes = {
  BOOLEAN: "boolean",
  INT32: "int",
  INT64: "bigint",
  // Hive's own timestamps, from before there were annotations.
  INT96: "timestamp",
  FLOAT: "float",
  DOUBLE: "double",
  BYTE_ARRAY: "binary",
  FIXED_LEN_BYTE_ARRAY: "binary",
} as const satisfies Readonly<Record<NonNullable<SchemaElement["type"]>, Unparameterized>>;

/** Hive's decimals are no wider. */
const maxPrecision = 38;

function hiveTypeOf(node: SchemaTree, uri: string): HiveType {
  const type = valueTypeOf(node, uri);
  return node.element.repetition_type === "REPEATED" ? `array<${type}>` : type;
}

/** Type of one value of a column, which may be repeated. */
function valueTypeOf(node: SchemaTree, uri: string): HiveType {
  const { children, element } = node;
  const annotation = annotationOf(element);
  const [entries] = children;
  if (entries === undefined) return scalarTypeOf(node, uri);
  if (annotation === undefined) return structTypeOf(node, uri);
  if (annotation === "LIST" && children.length === 1)
    return `array<${elementTypeOf(entries, element.name, uri)}>`;
  const [key, value, ...others] = entries.children;
  if (/^MAP(_KEY_VALUE)?$/.test(annotation) && key && value && others.length === 0)
    return `map<${hiveTypeOf(key, uri)},${hiveTypeOf(value, uri)}>`;
  throw notSupported(node, uri, annotation);
}

/** A field's name must not break Hive's notation. */
function structTypeOf(node: SchemaTree, uri: string): HiveType {
  const fields = node.children.map((child) => {
    const { name } = child.element;
    if (!/^[^,:<>]+$/.test(name)) throw notSupported(node, uri, `struct with a field "${name}"`);
    return `${name}:${hiveTypeOf(child, uri)}`;
  });
  return `struct<${fields.join(",")}>`;
}

/** Older writers leave out the level between a list and its elements: then the repeated level is the element (Parquet's LogicalTypes.md). */
function elementTypeOf(repeated: SchemaTree, list: string, uri: string): HiveType {
  const [only, ...others] = repeated.children;
  const isElement =
    others.length > 0 ||
    only?.element.repetition_type === "REPEATED" ||
    ["array", `${list}_tuple`].includes(repeated.element.name);
  return only === undefined || isElement ? valueTypeOf(repeated, uri) : hiveTypeOf(only, uri);
}

function scalarTypeOf(node: SchemaTree, uri: string): HiveType {
  const annotation = annotationOf(node.element);
  if (annotation === "DECIMAL") return decimalTypeOf(node, uri);
  const { type: physical } = node.element;
  const type =
    annotation === undefined ? physical && plainTypes[physical] : annotatedTypes[annotation];
  if (type === undefined) throw notSupported(node, uri, annotation ?? "group without fields");
  return logicalTypes[type].hive;
}

function decimalTypeOf(node: SchemaTree, uri: string): HiveType {
  const { logical_type, ...converted } = node.element;
  const { precision = 0, scale = 0 } = logical_type?.type === "DECIMAL" ? logical_type : converted;
  if (precision < 1 || precision > maxPrecision)
    throw notSupported(node, uri, `DECIMAL(${precision},${scale})`);
  return `${logicalTypes.decimal.hive}(${precision},${scale})`;
}

/** Annotation of a column: how its bytes are to be understood. Undefined if it has none. */
function annotationOf({ logical_type, converted_type }: SchemaElement): string | undefined {
  if (logical_type === undefined) return converted_type;
  if (logical_type.type === "INTEGER")
    return `${logical_type.isSigned ? "INT" : "UINT"}_${logical_type.bitWidth}`;
  // An annotation that is newer than the decoder has no name.
  return logical_type.type ?? "unknown to Lakewright";
}

function notSupported({ path }: SchemaTree, uri: string, found: string): PlatformError {
  return new PlatformError(
    "type_not_supported",
    `column "${path.join(".")}" of ${uri} is of type ${found}, for which Hive has none`,
    "load it as another type, such as text, or leave the field out (exclude_fields)",
  );
}
