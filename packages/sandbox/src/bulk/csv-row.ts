import { fieldKind } from "../soql/field-kind.ts";
import type { FieldRef } from "../soql/scope.ts";
import { sqlString } from "../soql/sql-text.ts";
import { valueText } from "../soql/value-text.ts";
import { type CsvFormat, DELIMITERS, LINE_ENDINGS } from "./csv-format.ts";

/** The header row: every name quoted, parents as `Account.Name`. */
export function csvHeader(fields: readonly FieldRef[], format: CsvFormat): string {
  const names = fields.map(({ path }) => `"${path.join(".")}"`);
  return names.join(DELIMITERS[format.columnDelimiter]) + LINE_ENDINGS[format.lineEnding];
}

/** SQL for one row without its final line feed: every value quoted, quotes doubled, null as `""`. */
export function csvRow(fields: readonly FieldRef[], format: CsvFormat): string {
  const between = sqlString(`"${DELIMITERS[format.columnDelimiter]}"`);
  // DuckDB ends the row with a line feed itself.
  const last = sqlString(format.lineEnding === "CRLF" ? '"\r' : '"');
  return `concat('"', ${fields.map(csvValue).join(`, ${between}, `)}, ${last})`;
}

/** concat() takes null as empty text. */
function csvValue({ sql, field }: FieldRef): string {
  const kind = fieldKind(field.type);
  const text = valueText(sql, kind, "bulk");
  return kind === "text" ? `replace(${text}, '"', '""')` : text;
}
