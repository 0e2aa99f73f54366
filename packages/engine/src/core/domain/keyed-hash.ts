import { createHash } from "node:crypto";

/**
 * The keyed hash of a value, as 64 hexadecimal digits: equal values stay equal, and without the key a dictionary does not
 * reverse it. The same at ingest, behind masks on one machine, and in the warehouse.
 */
export function keyedHash(key: string, value: string): string {
  return createHash("sha256").update(key).update(value).digest("hex");
}

/** The same in DuckDB's SQL, of a quoted column; NULL where there is no value. `key` is SQL too: a literal or a variable. */
export function keyedHashSql(key: string, column: string): string {
  return `CASE WHEN ${column} IS NOT NULL THEN sha256(${key} || CAST(${column} AS VARCHAR)) END`;
}
