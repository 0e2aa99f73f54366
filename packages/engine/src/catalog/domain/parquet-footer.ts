import { type AsyncBuffer, parquetMetadataAsync, type SchemaElement } from "hyparquet";
import type { HiveType } from "../../sources/index.ts";
import type { StoredColumn } from "./registered-table.ts";

/** Reads bytes `start` to `end` (exclusive) of one file. */
export interface ByteRanges {
  readonly bytes: number;
  read(start: number, end: number): Promise<Uint8Array>;
}

/** The columns of a flat Parquet file, by its footer alone. Fails if the file is not Parquet. */
export async function storedColumns(file: ByteRanges): Promise<readonly StoredColumn[]> {
  const buffer: AsyncBuffer = {
    byteLength: file.bytes,
    slice: async (start, end = file.bytes) => exactBuffer(await file.read(start, end)),
  };
  const { schema } = await parquetMetadataAsync(buffer, { initialFetchSize: 64 * 1024 });
  return schema.slice(1).map((element) => ({ name: element.name, type: hiveTypeOf(element) }));
}

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

/** Hive's name of a Parquet column type; what has no counterpart is text. */
function hiveTypeOf({ type, converted_type, logical_type }: SchemaElement): HiveType {
  if (converted_type === "DATE" || logical_type?.type === "DATE") return "date";
  if (logical_type?.type === "TIMESTAMP" || converted_type?.startsWith("TIMESTAMP"))
    return "timestamp";
  if (type === "BOOLEAN") return "boolean";
  if (type === "INT32") return "int";
  if (type === "INT64") return "bigint";
  if (type === "INT96") return "timestamp";
  if (type === "FLOAT" || type === "DOUBLE") return "double";
  return "string";
}
