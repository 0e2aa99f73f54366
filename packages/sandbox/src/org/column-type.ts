/**
 * The DuckDB type that holds values of a Salesforce type; undefined for compound types, which have no
 * column. `long` is BIGINT, `time` is text `HH:mm:ss.SSSZ`, `base64` is its text.
 */
export function columnType(type: string): string | undefined {
  if (type === "address" || type === "location") return undefined;
  return columnTypes[type] ?? "VARCHAR";
}

const columnTypes: Readonly<Record<string, string>> = {
  boolean: "BOOLEAN",
  int: "INTEGER",
  long: "BIGINT",
  double: "DOUBLE",
  currency: "DOUBLE",
  percent: "DOUBLE",
  date: "DATE",
  datetime: "TIMESTAMPTZ",
};
