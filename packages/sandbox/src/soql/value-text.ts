import type { FieldKind } from "./field-kind.ts";

/** The difference between REST and Bulk: how an instant ends. */
export type Dialect = "rest" | "bulk";

const ZONES: Readonly<Record<Dialect, string>> = { rest: "+0000", bulk: "Z" };

/** SQL that writes `sql` as text the way Salesforce does; null stays null. */
export function valueText(sql: string, kind: FieldKind, dialect: Dialect): string {
  const zone = ZONES[dialect];
  if (kind === "datetime") return `strftime(${sql}::TIMESTAMP, '%Y-%m-%dT%H:%M:%S.%g${zone}')`;
  if (kind === "date") return `${sql}::DATE::VARCHAR`;
  if (kind === "boolean") return `${sql}::BOOLEAN::VARCHAR`;
  if (kind === "integer") return `${sql}::BIGINT::VARCHAR`;
  // A whole double is written with its point, 3.0, by both.
  if (kind === "number") return `${sql}::DOUBLE::VARCHAR`;
  return `${sql}::VARCHAR`;
}

/** SQL that writes `sql` as JSON text; null becomes `null`. */
export function jsonValue(sql: string, kind: FieldKind): string {
  const text = valueText(sql, kind, "rest");
  if (kind === "boolean" || kind === "integer") return `coalesce(${text}, 'null')`;
  if (kind === "number") return `CASE WHEN isfinite(${sql}::DOUBLE) THEN ${text} ELSE 'null' END`;
  if (kind === "text") return `coalesce(to_json(nullif(${text}, ''))::VARCHAR, 'null')`;
  return `coalesce('"' || ${text} || '"', 'null')`;
}
