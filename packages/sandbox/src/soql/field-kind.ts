/** How values of a describe type are compared and written. */
export type FieldKind =
  | "id"
  | "text"
  | "number"
  | "integer"
  | "boolean"
  | "date"
  | "datetime"
  | "time";

const KINDS: Readonly<Record<string, FieldKind>> = {
  id: "id",
  reference: "id",
  double: "number",
  currency: "number",
  percent: "number",
  int: "integer",
  long: "integer",
  boolean: "boolean",
  date: "date",
  datetime: "datetime",
  time: "time",
};

/** The kind of a describe type; everything unknown is text. */
export function fieldKind(type: string): FieldKind {
  return KINDS[type] ?? "text";
}
