import {
  type AsyncBuffer,
  type FileMetaData,
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

/** Glue takes no longer type of a column ("Column structure", API reference). */
const maxTypeLength = 131_072;

/**
 * The columns of a Parquet file with their Hive types, by its footer alone. Fails with `state_corrupt` if the file cannot be read
 * as Parquet, and with `type_not_supported` for a column that no Hive type holds.
 */
export async function storedColumns(file: ByteRanges): Promise<readonly StoredColumn[]> {
  const { uri } = file;
  const columns = (await readFooter(file)).schema.children;
  const twice = firstTwice(columns);
  if (twice)
    throw refusal(`${uri} has two columns "${twice.join('" and "')}", which are one to Hive`);
  return columns.map((column) => {
    const { name } = column.element;
    // Hive lists the names of a table with commas between them.
    if (!/^[^,\p{Cc}]+$/u.test(name))
      throw refusal(`column ${JSON.stringify(name)} of ${uri} has a name that Hive cannot hold`);
    const type = hiveTypeOf(column, uri);
    if (type.length > maxTypeLength)
      throw notSupported(column, uri, `${type.slice(0, 20)}… of ${type.length} characters`);
    return { name, type };
  });
}

/** A footer as it was decoded. */
interface Footer {
  readonly metadata: FileMetaData;
  readonly schema: SchemaTree;
}

/** A file's footer. What the decoder throws at bytes that it cannot decode is no bug of ours: `state_corrupt`. */
export async function readFooter(file: ByteRanges): Promise<Footer> {
  let unreadable: unknown;
  const read = (start: number, end: number) =>
    file.read(start, end).catch((error) => {
      unreadable = error;
      throw error;
    });
  const buffer: AsyncBuffer = {
    byteLength: file.bytes,
    slice: async (start, end = file.bytes) => exactBuffer(await read(start, end)),
  };
  // Annotations of GeoParquet are in a text that Hive does not read: to it, such a column holds bytes.
  const options = { initialFetchSize: 64 * 1024, geoparquet: false };
  try {
    if (file.bytes < minFileBytes) throw new Error(`it has ${file.bytes} bytes`);
    const metadata = await parquetMetadataAsync(buffer, options);
    if (metadata.schema.some(({ name }) => name === undefined))
      throw new Error("a column has no name");
    assertDepth(metadata.schema);
    return { metadata, schema: parquetSchema(metadata) };
  } catch (error) {
    if (unreadable !== undefined) throw unreadable;
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlatformError(
      "state_corrupt",
      `${file.uri} cannot be read as a Parquet file: ${reason}`,
      "load it again (lakewright run FLOW --full)",
      error,
    );
  }
}

/** No table is deeper, and the stack is. */
const maxDepth = 100;

/** Elements come depth first, each with the number of its children. */
function assertDepth(schema: readonly SchemaElement[]): void {
  /** Children that are still to come, from the root down. */
  const open: number[] = [];
  for (const { name, num_children: children = 0 } of schema) {
    if (open.length > maxDepth)
      throw new Error(`"${name}" is nested more than ${maxDepth} levels deep`);
    open.push(children);
    while (open.at(-1) === 0) {
      open.pop();
      const siblings = open.pop();
      if (siblings !== undefined) open.push(siblings - 1);
    }
  }
}

/** Two marks, and the length of the footer between them. */
const minFileBytes = 12;

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

type Unparameterized = Exclude<LogicalType, "decimal">;

type Physical = NonNullable<SchemaElement["type"]>;

const ofText = { type: "string", in: ["BYTE_ARRAY"] } as const;

/**
 * Types of annotated values, by logical annotation and by its older, converted form, with the types of values that may have it
 * (Parquet's LogicalTypes.md). An annotation that is missing here is refused.
 */
const annotatedTypes: Readonly<
  Record<string, { readonly type: Unparameterized; readonly in: readonly Physical[] }>
> = {
  STRING: ofText,
  UTF8: ofText,
  ENUM: ofText,
  JSON: ofText,
  INT_8: { type: "tinyint", in: ["INT32"] },
  INT_16: { type: "smallint", in: ["INT32"] },
  INT_32: { type: "int", in: ["INT32"] },
  INT_64: { type: "bigint", in: ["INT64"] },
  // The next larger type holds every value; for UINT_64 there is none.
  UINT_8: { type: "smallint", in: ["INT32"] },
  UINT_16: { type: "int", in: ["INT32"] },
  UINT_32: { type: "bigint", in: ["INT32"] },
  DATE: { type: "date", in: ["INT32"] },
  TIMESTAMP: { type: "timestamp", in: ["INT64"] },
  TIMESTAMP_MILLIS: { type: "timestamp", in: ["INT64"] },
  TIMESTAMP_MICROS: { type: "timestamp", in: ["INT64"] },
};

const typesOfDecimals: readonly string[] = [
  ...(["INT32", "INT64", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"] satisfies readonly Physical[]),
];

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
} as const satisfies Readonly<Record<Physical, Unparameterized>>;

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
  if (children.length > 1 || !/^(LIST|MAP|MAP_KEY_VALUE)$/.test(annotation))
    throw notSupported(node, uri, annotation);
  if (entries.element.repetition_type !== "REPEATED")
    throw notSupported(node, uri, `${annotation} without a repeated level`);
  return annotation === "LIST"
    ? `array<${elementTypeOf(entries, element.name, uri)}>`
    : mapTypeOf(node, entries, uri);
}

function mapTypeOf(map: SchemaTree, entries: SchemaTree, uri: string): HiveType {
  const [key, value, ...others] = entries.children;
  if (!key || !value || others.length > 0)
    throw notSupported(map, uri, "MAP without a key and a value");
  const keyType = hiveTypeOf(key, uri);
  if (keyType.includes("<")) throw notSupported(key, uri, `MAP with a key of type ${keyType}`);
  return `map<${keyType},${hiveTypeOf(value, uri)}>`;
}

/** A field's name must not break Hive's notation, of which these are the characters of names (Hive's TypeInfoUtils). */
function structTypeOf(node: SchemaTree, uri: string): HiveType {
  const [, twice] = firstTwice(node.children) ?? [];
  if (twice !== undefined) throw notSupported(node, uri, `struct with a field "${twice}" twice`);
  const fields = node.children.map((child) => {
    const { name } = child.element;
    if (!/^[\p{L}\p{Nd}_$. ]+$/u.test(name))
      throw notSupported(node, uri, `struct with a field ${JSON.stringify(name)}`);
    return `${name}:${hiveTypeOf(child, uri)}`;
  });
  return `struct<${fields.join(",")}>`;
}

/** The first name that another one repeats but for its case, and that one. */
function firstTwice(fields: readonly SchemaTree[]): readonly [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const { name } of fields.map(({ element }) => element)) {
    const before = seen.get(name.toLowerCase());
    if (before !== undefined) return [before, name];
    seen.set(name.toLowerCase(), name);
  }
  return undefined;
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
  const { type: physical } = node.element;
  if (physical === undefined) throw notSupported(node, uri, annotation ?? "group without fields");
  if (annotation === undefined) return logicalTypes[plainTypes[physical]].hive;
  if (annotation === "DECIMAL") return decimalTypeOf(node, uri);
  const annotated = Object.hasOwn(annotatedTypes, annotation)
    ? annotatedTypes[annotation]
    : undefined;
  if (annotated === undefined) throw notSupported(node, uri, annotation);
  if (!annotated.in.includes(physical))
    throw notSupported(node, uri, `${annotation} in ${physical}`);
  return logicalTypes[annotated.type].hive;
}

function decimalTypeOf(node: SchemaTree, uri: string): HiveType {
  const { logical_type, type = "", ...converted } = node.element;
  const { precision = 0, scale = 0 } = logical_type?.type === "DECIMAL" ? logical_type : converted;
  const found = `DECIMAL(${precision},${scale})`;
  if (precision < 1 || precision > maxPrecision || scale < 0 || scale > precision)
    throw notSupported(node, uri, found);
  if (!typesOfDecimals.includes(type)) throw notSupported(node, uri, `${found} in ${type}`);
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
  return refusal(
    `column "${path.join(".")}" of ${uri} is of type ${found}, for which Hive has none`,
  );
}

function refusal(message: string): PlatformError {
  return new PlatformError(
    "type_not_supported",
    message,
    "load it as another type, such as text, or leave the field out (exclude_fields)",
  );
}
